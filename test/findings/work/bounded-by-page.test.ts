import { resultOf } from '../../../src/findings/work/result';
import { workOf } from '../../../src/findings/work/work';
import type { AccessTrial, NodeWork } from '../../../src/trial/types';
import { trialOf } from './trials';

/** A walk of all of an index for a page of 50 rows, of which each size finds some. */
function walk(found: readonly number[], between: readonly string[] = []): AccessTrial {
  const sizes = [10_000, 30_000, 100_000, 300_000];
  const returned = (size: number): number => found[sizes.indexOf(size)] ?? 0;
  const of = trialOf({ pages: (n) => n / 10, rows: (n) => n, returned });
  const node = (type: string, depth: number, size: number, own = 0): NodeWork => ({
    ...{ type, depth, estimatedRows: 9, actualRows: returned(size), loops: 1, removedRows: 0 },
    ...{ rowsHandled: own, pages: own / 10, tempPages: 0 },
  });
  const nodes = (size: number): readonly NodeWork[] => [
    node('Limit', 0, size),
    ...between.map((type, i) => node(type, i + 1, size)),
    node('Index Scan', between.length + 1, size, size),
  ];
  const page = { rows: 50, offset: 0 };
  return { ...of, runs: of.runs.map((run) => ({ ...run, nodes: nodes(run.size), page })) };
}

const pagesAt = (trial: AccessTrial, size: number): number => workOf(trial)?.pages.at(size) ?? 0;

describe('a page that no run filled', () => {
  test('ends the read where its rows come in proportion to the work', () => {
    // 15 rows in 44,000 pages: 50 in 147,000.
    expect(pagesAt(walk([0, 1, 3, 11]), 1e9)).toBeCloseTo((44_000 * 50) / 15);
    expect(pagesAt(walk([0, 1, 3, 11]), 1e6)).toBeCloseTo(1e5, -3);
    expect(workOf(walk([0, 1, 3, 11]))?.work.slope).toBeLessThan(0.5);
  });

  test('ends nothing where no row is found, or these stay as few while the work grows', () => {
    expect(pagesAt(walk([0, 0, 0, 0]), 1e9)).toBeCloseTo(1e8, -4);
    expect(pagesAt(walk([4, 4, 4, 4]), 1e9)).toBeCloseTo(1e8, -4);
  });

  test('ends nothing above a node that reads all rows first', () => {
    expect(pagesAt(walk([0, 1, 3, 11], ['Sort']), 1e9)).toBeCloseTo(1e8, -4);
  });

  test('bounds the rows that are told', () => {
    expect(resultOf([walk([1, 4, 13, 40])])?.told.at(1e9)).toBe(50);
    const { told } = resultOf([trialOf({ pages: () => 1, returned: (n) => n / 7_500 })]) ?? {};
    expect(told?.at(1e9)).toBeGreaterThan(100_000);
  });
});
