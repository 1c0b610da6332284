import { sampleRows } from '../../../../src/engine/virtual/rows/positions';

const size = 600;
const numbers = Array.from({ length: 200 }, (_, k) => k + 1);

/** How many rows of each sample lie among the last of the table. */
function counts(rows: number, last: number, rowsPerPage: number): readonly number[] {
  return numbers.map(
    (luck) =>
      sampleRows({ rows, size, rowsPerPage, luck }).positions.filter((i) => i > rows - last).length,
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number =>
  mean(values.map((value) => (value - mean(values)) ** 2));

test.each([
  [5_000, 1],
  [100_000, 60],
  [10_000_000, 60],
])(
  'a sample by chance of %d rows is the same each time, in order, and has no row twice',
  (rows, rowsPerPage) => {
    const one = sampleRows({ rows, size, rowsPerPage, luck: 1 });
    expect(sampleRows({ rows, size, rowsPerPage, luck: 1 })).toEqual(one);
    expect(sampleRows({ rows, size, rowsPerPage, luck: 2 }).positions).not.toEqual(one.positions);
    expect(one.positions).toHaveLength(size);
    expect(
      one.positions.every((i, k) => i >= 1 && i <= rows && i > (one.positions[k - 1] ?? 0)),
    ).toBe(true);
    expect(new Set(one.draws).size).toBe(size);
  },
);

test('rows at the end are met as often as by chance: of few pages each row for itself', () => {
  // 300 pages, all of them read: hypergeometric, 600 of 18,000.
  const met = counts(18_000, 900, 60);
  const share = size / 18_000;
  expect(mean(met)).toBeGreaterThan(28.5);
  expect(mean(met)).toBeLessThan(31.5);
  expect(variance(met) / (900 * share * (1 - share))).toBeGreaterThan(0.7);
  expect(variance(met) / (900 * share * (1 - share))).toBeLessThan(1.4);
});

test('of many pages the rows of one come together: about twice the variance', () => {
  // Twenty thousand pages, six hundred of them read, a row from each on average.
  const met = counts(1_200_000, 60_000, 60);
  expect(mean(met)).toBeGreaterThan(28);
  expect(mean(met)).toBeLessThan(32);
  expect(variance(met) / 30).toBeGreaterThan(1.5);
  expect(variance(met) / 30).toBeLessThan(2.6);
});

test('the balanced sample is not moved', () => {
  const balanced = sampleRows({ rows: 6_000_000, size, rowsPerPage: 60 });
  expect(sampleRows({ rows: 6_000_000, size, rowsPerPage: 60, luck: 0 })).toEqual(balanced);
});
