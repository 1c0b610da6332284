'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, from 25 s of processor time down to 5 s. In a fresh clone Jest knows no durations and goes by the
 * size of the files: transcripts.test.ts, one of the smallest and the slowest, would begin last and keep one worker alone.
 */
const slowest = [
  'cli/transcripts',
  'integration/names-fuzz',
  'integration/verdicts',
  'integration/virtual-sizes',
  'integration/trial',
  'integration/virtual-engine',
  'integration/scan',
  'integration/cli-check',
  'integration/virtual-visit-order',
  'integration/virtual-partitions',
  'integration/virtual-statistics',
  'docs/scenarios',
  'integration/twin',
  'integration/hostile-overloads',
  'integration/model-words',
  'scenarios/removed-index',
  'integration/audit',
  'integration/cli-kill',
  'integration/cli-diagram',
  'integration/refused-rows',
  'bench/workloads',
  'integration/seed-engine',
  'integration/check-scenario',
  'integration/virtual-relations',
  'integration/cli-disk',
  'integration/names',
  'integration/audit-growth',
  'integration/advice',
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
