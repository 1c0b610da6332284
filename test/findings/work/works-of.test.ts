import { worksOf } from '../../../src/findings/work/works-of';
import type { TrialRun } from '../../../src/trial/types';
import { trialOf } from './trials';

/** Rows exist from 30k on; the plan by the index is too much work at any larger size. */
const statement = { sql: 'select', parameters: [] };
const exists = (size: number): number => (size < 30_000 ? 0 : 20);
const scan = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned: exists });
const bitmap = trialOf({
  pages: (n) => (n < 30_000 ? 11 : 15_000),
  rows: (n) => (n < 30_000 ? 0 : 20_000),
  returned: exists,
});
const cancelled = bitmap.runs.map((run): TrialRun => {
  const { size } = run;
  return size < 100_000
    ? run
    : { outcome: 'at-least', size, statement, limit: 'work', work: 15_200 };
});

test('from no row to the first ones work rises by a power that it does not follow further', () => {
  const [, work] = worksOf([scan, { ...bitmap, runs: cancelled }]);
  expect(work?.sizes).toEqual([10_000, 30_000]);
  // By the power between the two sizes, 6.6, the work would be 1e24 pages.
  expect(work?.pages.at(30e6)).toBeCloseTo(15_000 * 1000, -4);
  expect(work?.work.slope).toBe(1);
  expect(work?.pages.at(30_000)).toBe(15_000);
});
