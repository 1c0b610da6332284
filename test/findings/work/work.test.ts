import { workOf } from '../../../src/findings/work/work';
import { access } from '../../helpers/plans';
import { planOf } from '../../helpers/timelines';
import { trialOf } from './trials';

test('where the planner chose freely, only the sizes with the plan of the largest one speak', () => {
  const trial = trialOf({ pages: (n) => (n < 50_000 ? n / 200 : 23) });
  expect(workOf(trial)?.sizes).toHaveLength(4);
  const byIndex = planOf({ cost: 1, rows: 1 }, [access({ method: 'index', indexes: ['a_idx'] })]);
  const changing = {
    ...trial,
    runs: trial.runs.map((run) => (run.size < 50_000 ? run : { ...run, plan: byIndex })),
  };
  expect(workOf(changing)?.sizes).toEqual([100_000, 300_000]);
  expect(workOf(changing)?.work.at(100e6)).toBe(23);
});

describe('the pages of rows that stay', () => {
  // 15,000 rows that are spread over the table, at most: a small table is touched in full.
  const found = (size: number): number => Math.min(0.3 * size, 15_000);
  const touched = (size: number): number => {
    const pages = size / 58;
    return pages * (1 - Math.exp(-found(size) / pages));
  };

  test('come to an end beyond the trial', () => {
    const work = workOf(trialOf({ pages: touched, rows: (size) => 2 * found(size) }));
    expect(work?.pages.at(300_000)).toBeCloseTo(touched(300_000));
    // Without an end, 15 million at a billion rows.
    expect(work?.pages.at(1e9)).toBeLessThan(300_000);
    expect(work?.work.slope).toBeLessThan(0.65);
  });

  test('go on where the rows do, and where none is handled', () => {
    const share = workOf(trialOf({ pages: (n) => n / 58, rows: (n) => n }));
    expect(share?.pages.at(3e9)).toBeCloseTo(3e9 / 58, -3);
    const none = workOf(trialOf({ pages: (n) => n / 1000, rows: () => 0 }));
    expect(none?.pages.at(3e9)).toBeCloseTo(3e6, -3);
  });

  test('may take some levels of a b-tree more for each row', () => {
    const descents = workOf(trialOf({ pages: (n) => 3 * n ** 1.05, rows: (n) => n }));
    expect(descents?.pages.at(1e9)).toBeGreaterThan(4 * 1e9);
  });
});
