import { expectedWork, leastWork, workPerCost } from '../../../src/trial/work/expect-work';
import type { TrialRun } from '../../../src/trial/types';

const run = (size: number, work: number, cost = 1): TrialRun =>
  ({
    outcome: 'measured',
    size,
    figures: { work },
    nodes: [],
    plan: { cost },
  }) as unknown as TrialRun;
const atLeast = (size: number, work: number): TrialRun =>
  ({ outcome: 'at-least', size, work }) as unknown as TrialRun;

describe('expected work', () => {
  test('follows the slope of smaller sizes', () => {
    expect(expectedWork([run(10, 1e3), run(100, 1e5)], 1_000)).toBeCloseTo(1e7);
  });

  test('is in proportion after one size, and unknown before', () => {
    expect(expectedWork([run(10, 50)], 40)).toBe(200);
    expect(expectedWork([], 40)).toBeUndefined();
    expect(expectedWork([atLeast(10, 50)], 40)).toBeUndefined();
  });

  test('is unknown where OFFSET threw away what was read: the plan reads no more in a larger table', () => {
    const paged = (size: number, returned: number): TrialRun => {
      const node = (type: string, depth: number, rows: number): object => ({
        ...{ type, depth, actualRows: rows, loops: 1, pages: 0, tempPages: 0, rowsHandled: rows },
      });
      const nodes = [node('Limit', 0, returned), node('Index Scan', 1, 5_000)];
      return { ...run(size, 60), nodes, figures: { work: 60 } } as unknown as TrialRun;
    };
    expect(expectedWork([run(10, 6), paged(100, 0)], 1_000)).toBeUndefined();
    expect(expectedWork([run(10, 6), paged(100, 20)], 1_000)).toBeUndefined();
    expect(expectedWork([run(10, 6), paged(100, 5_000)], 1_000)).toBeCloseTo(600);
  });

  test('is less than the planner expects where the largest run before was', () => {
    expect(workPerCost([run(10, 50, 10), run(100, 20, 80), atLeast(300, 9)])).toBe(0.25);
    // Costs of scans that are switched off count without their penalty.
    expect(workPerCost([run(100, 20, 1e10 + 80)])).toBe(0.25);
    expect([workPerCost([run(10, 50, 10)]), workPerCost([]), workPerCost([run(10, 0, 0)])]).toEqual(
      [1, 1, 1],
    );
  });

  test('is at least what any smaller size is known to take', () => {
    expect(leastWork([run(10, 700), atLeast(20, 900), run(30, 100)])).toBe(900);
    expect(leastWork([])).toBe(0);
  });
});
