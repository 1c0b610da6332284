'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, down to 5 s of processor time. In a fresh clone Jest knows no durations and goes by the
 * size of the files: transcripts.test.ts, one of the smallest and the slowest, would begin last and keep one worker alone.
 */
const slowest = [
  'cli/transcripts',
  'integration/verdicts',
  'integration/trial',
  'integration/names-fuzz',
  'integration/virtual-engine',
  'integration/scan',
  'integration/hostile-overloads',
  'integration/twin',
  'integration/virtual-visit-order',
  'integration/virtual-partitions',
  'integration/virtual-statistics',
  'integration/cli-check',
  'docs/scenarios',
  'integration/model-words',
  'scenarios/removed-index',
  'integration/cli-kill',
  'integration/cli-scan',
  'integration/cli-disk',
  'integration/refused-rows',
  'integration/seed-engine',
  'integration/check-scenario',
  'integration/virtual-relations',
  'integration/said-in-one-line',
  'integration/names',
  'integration/audit-growth',
  'integration/advice',
  'integration/audit',
  'integration/cli-diagram',
  'integration/postgres-lifecycle',
];

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = slowest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
      return place === -1 ? slowest.length : place;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
