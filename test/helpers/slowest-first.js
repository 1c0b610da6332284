'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, down to 5 s of processor time. In a fresh clone Jest knows no durations and goes by the
 * size of the files: transcripts.test.ts, one of the smallest and the slowest, would begin last and keep one worker alone.
 */
const slowest = [
  'cli/transcripts',
  'integration/virtual-engine',
  'integration/scan',
  'integration/cli-check',
  'integration/cli-scan',
  'integration/hostile-overloads',
  'integration/virtual-partitions',
  'integration/cli-kill',
  'integration/virtual-statistics',
  'integration/verdicts',
  'integration/trial',
  'integration/advice',
  'integration/audit-growth',
  'integration/cli-disk',
  'integration/seed-engine',
  'docs/scenarios',
  'integration/check-scenario',
  'integration/causes',
  'integration/model',
  'integration/names',
  'integration/virtual-relations',
  'integration/trial-limits',
  'integration/trial-reproduce',
  'integration/cli-hanging',
  'integration/audit',
  'integration/check-twin',
  'integration/said-in-one-line',
  'integration/postgres-lifecycle',
  'integration/cli-diagram',
  'integration/check-variants',
  'integration/virtual-visit-order',
  'integration/refused-rows',
  'integration/case-sessions',
  'integration/reanalyze',
  'integration/worn-tables',
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
