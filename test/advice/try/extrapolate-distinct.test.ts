import { distinctAt } from '../../../src/advice/try/extrapolate-distinct';

const sizes = [30_000, 100_000, 300_000];
/** Expected number of distinct values of this many uniform draws. */
const uniform = (values: number) => (rows: number) => values * (1 - Math.exp(-rows / values));
const at = (of: (rows: number) => number, rows: number) =>
  distinctAt(
    sizes.map((size) => ({ size, value: of(size) })),
    rows,
  );

test.each([50_000, 200_000, 500_000])('%d values of equal chance run out', (values) => {
  expect(at(uniform(values), 1e8)).toBeCloseTo(values, -1);
  expect(at(uniform(values), 1e6)).toBeCloseTo(uniform(values)(1e6), -1);
});

test('values of two kinds that run out are not promised a multiple of their number', () => {
  const mixed = (rows: number) => 300 + uniform(60_000)(rows / 2) + uniform(20_000)(rows / 2);
  const found = at(mixed, 1e8);
  expect(found / 80_300).toBeGreaterThan(1 / 1.5);
  expect(found / 80_300).toBeLessThan(1.5);
});

test('a power of the row count goes on', () => {
  expect(at((rows) => 40 * rows ** 0.6, 1e8) / (40 * 1e8 ** 0.6)).toBeCloseTo(1, 1);
});

test('a number that stays, stays', () => {
  expect(at(() => 400, 1e9)).toBeCloseTo(400);
});
