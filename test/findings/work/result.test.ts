import { growthText, resultText } from '../../../src/findings/work/figures';
import { workOf } from '../../../src/findings/work/work';
import { resultOf } from '../../../src/findings/work/result';
import type { NodeWork } from '../../../src/trial/types';
import { trialOf } from './trials';

const limit = 50;

/** Runs of a query with LIMIT 50 under which one row in 2,000 is found, of which the planner expects some. */
function limited(
  expected: (size: number) => number,
  found = (size: number): number => size / 2000,
) {
  const returned = (size: number): number => Math.min(limit, found(size));
  const of = trialOf({ pages: (n) => n / 50, rows: (n) => n, returned });
  const node = (type: string, depth: number, estimated: number, actual: number): NodeWork => ({
    ...{ type, depth, estimatedRows: estimated, actualRows: actual, loops: 1, removedRows: 0 },
    ...{ rowsHandled: actual, pages: 0, tempPages: 0 },
  });
  const nodes = (size: number): readonly NodeWork[] => [
    node('Limit', 0, Math.min(limit, expected(size)), returned(size)),
    node('Sort', 1, expected(size), returned(size)),
  ];
  return { ...of, runs: of.runs.map((run) => ({ ...run, nodes: nodes(run.size) })) };
}

test('a page that is full at the largest size is as full on any larger table', () => {
  // 5, 15, 50 and 50 rows.
  const result = resultOf([limited((size) => size / 1000)]);
  expect(result?.rows.at(100_000_000)).toBe(limit);
  expect(result?.rows.at(30_000)).toBe(15);
  expect(result?.rows).toMatchObject({ slope: 0, lastSlope: 0 });
});

test('a page that fills at the largest size alone is told to stay, and compared with work that grew too', () => {
  const result = resultOf([limited((size) => size / 1000, (size) => size / 6000)]); // prettier-ignore
  expect(result?.told.at(1e9)).toBe(limit);
  expect(result?.rows.slope).toBeGreaterThan(0.8);
  expect(result?.rows.at(3e6)).toBeGreaterThan(4 * limit);
});

test('a page of which the planner expects fewer rows than its LIMIT may grow', () => {
  const trial = limited(
    () => 3,
    (size) => size / 30_000,
  );
  expect(resultOf([trial])?.rows.at(3_000_000)).toBeGreaterThan(20);
});

test('a count below a LIMIT has no page to fill', () => {
  const trial = limited((size) => size / 1000);
  const runs = trial.runs.map((run) =>
    run.outcome === 'measured'
      ? { ...run, figures: { ...run.figures, rowsAggregated: run.size } }
      : run,
  );
  expect(resultOf([{ ...trial, runs }])?.rows.at(1e6)).toBeCloseTo(1e6);
});

describe('a few rows by chance', () => {
  const found = [2, 1, 1, 3];
  const trial = trialOf({
    pages: (size) => size / 50,
    rows: (size) => size,
    returned: (size) => found[[10_000, 30_000, 100_000, 300_000].indexOf(size)] ?? 0,
  });
  const result = resultOf([trial]);
  const work = workOf(trial);
  if (result === undefined || work === undefined) throw new Error('Nothing was measured');

  test('are told as they were found, not extrapolated', () => {
    expect(resultText(result, 1e9)).toBe('1 to 3 rows at the sizes that were run');
    expect(resultText(result, 300_000)).toBe('3 rows');
    expect(result.told.at(1e9)).toBeLessThan(3);
    expect(growthText(work, result, 1e9)).toBe(
      'the work grows in proportion to the row count (n^1.0), and the rows returned are too few to tell how they grow',
    );
  });

  test('are none where they grow by more than chance, or stay', () => {
    const grown = resultOf([trialOf({ pages: () => 9, returned: (size) => size / 5_000 })]);
    const constant = resultOf([trialOf({ pages: () => 9, returned: () => 3 })]);
    expect([grown?.between, constant?.between]).toEqual([undefined, undefined]);
    expect(grown && resultText(grown, 1e9)).toBe('200k rows');
  });
});
