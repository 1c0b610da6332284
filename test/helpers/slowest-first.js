'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The slowest test files, down to 5 s on two quiet cores. In a fresh clone Jest knows no durations and goes by the
 * size of the files: transcripts.test.ts, one of the smallest and the slowest, would begin last and keep one worker alone.
 */
const slowest = [
  'integration/virtual-engine',
  'integration/cli-check',
  'integration/virtual-partitions',
  'cli/transcripts',
  'integration/cli-scan',
  'integration/cli-kill',
  'integration/twin-sizes',
  'scenario/sources/process/module-process',
  'integration/seed-engine',
  'integration/virtual-statistics',
  'integration/scan',
  'integration/cli-hanging',
  'integration/hostile-overloads',
  'integration/postgres-lifecycle',
  'integration/check-scenario',
  'integration/audit-growth',
  'integration/trial-limits',
  'integration/names',
  'integration/secured-tracker',
  'integration/cli-disk',
  'integration/model',
  'integration/samples-by-chance',
  'integration/refused-rows',
  'integration/verdicts',
  'integration/trial',
  'integration/advice',
  'docs/scenarios',
  'integration/causes',
  'integration/virtual-relations',
  'integration/trial-reproduce',
  'integration/audit',
  'integration/check-twin',
  'integration/said-in-one-line',
  'integration/cli-diagram',
  'integration/check-variants',
  'integration/virtual-visit-order',
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
