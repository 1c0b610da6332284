import { curve, slopeTo } from '../../../src/findings/work/curve';

const measured = (figure: (size: number) => number) =>
  curve([10_000, 30_000, 100_000, 300_000].map((size) => ({ size, value: figure(size) })));

test('a constant beside a share of the rows is extrapolated as a line, not as a power', () => {
  const found = measured((n) => 400 + n / 100);
  expect(found?.at(40e6)).toBeCloseTo(400_400, -2);
  expect(found?.slope).toBeLessThan(0.95);
});

test('other growth goes on by its slope over the last decade', () => {
  expect(measured((n) => Math.sqrt(n))?.at(30e6)).toBeCloseTo(Math.sqrt(30e6), 0);
  const bent = measured((n) => (n < 50_000 ? 7 : 7 * (n / 50_000)));
  expect(bent?.slope).toBeGreaterThan(0.7);
  expect(bent?.lastSlope).toBeCloseTo(1, 2);
});

test('figures that chance moves off a line are nearer to it than to a power', () => {
  const found = curve([
    { size: 10_000, value: 30 },
    { size: 30_000, value: 36 },
    { size: 100_000, value: 79 },
    { size: 300_000, value: 150 },
  ]);
  expect(found?.slope).toBeLessThan(0.7);
  expect(found?.at(30e6)).toBeGreaterThan(10_000);
  const root = measured((n) => Math.sqrt(n) * (n === 300_000 ? 0.95 : 1));
  expect(root?.at(30e6)).toBeLessThan(6_500);
});

test.each([
  [
    'rows of a rare value, and a level more of each index from the second size on',
    [15.1, 40.7, 78.5, 170.3],
    1_560,
  ],
  ['pages with rows of a rare value', [2, 7, 21.2, 40.4], 510],
])('figures no farther off a line than chance takes them go on by it: %s', (_, values, at3M) => {
  const sizes = [10_000, 30_000, 100_000, 300_000];
  const found = curve(sizes.map((size, i) => ({ size, value: values[i] ?? 0 })));
  // As measured on 3M loaded events of the bundled event-log.
  expect((found?.at(3e6) ?? 0) / at3M).toBeGreaterThan(1 / 1.5);
  expect((found?.at(3e6) ?? 0) / at3M).toBeLessThan(1.5);
});

test('a few pages more are no share of the rows by chance', () => {
  expect(
    curve([
      { size: 10_000, value: 3 },
      { size: 30_000, value: 4 },
      { size: 100_000, value: 4 },
      { size: 300_000, value: 5 },
    ])?.at(100e6),
  ).toBeLessThan(20);
});

test('a level more of a b-tree is a step and no line', () => {
  expect(measured((n) => (n < 50_000 ? 3 : 4))?.at(100e6)).toBeLessThan(10);
  expect(measured((n) => (n < 300_000 ? 4_000 : 6_000))?.at(100e6)).toBeLessThan(20_000);
});

test('a share that is lost in the constant is none, and what falls stays where it is', () => {
  expect(measured((n) => 131 + n / 100_000)?.at(100e6)).toBeLessThan(160);
  expect(measured((n) => 40 + n / 20_000)?.at(100e6)).toBeCloseTo(5_040, -1);
  expect(measured((n) => 1e6 / n)?.at(100e6)).toBeCloseTo(10 / 3, 1);
});

test('between measured sizes nothing is extrapolated, and one size shows no growth', () => {
  const found = measured((n) => n);
  expect(found?.at(50_000)).toBeCloseTo(50_000, 0);
  expect(found?.covers(50_000)).toBe(true);
  expect(found?.covers(5_000)).toBe(false);
  expect(found?.covers(400_000)).toBe(false);
  expect(curve([{ size: 10_000, value: 3 }])).toBeUndefined();
});

test('the slope that is told is that of the extrapolation', () => {
  // 300 pages, and one page for 3,000 rows: the measured sizes bend it, a billion rows do not.
  const bent = measured((size) => 300 + size / 3000); // prettier-ignore
  expect(bent?.slope).toBeLessThan(0.2);
  expect(bent && slopeTo(bent, 1e9)).toBeGreaterThan(0.75);
  const falls = curve([10_000, 100_000].map((size) => ({ size, value: 1e6 / size })));
  expect(falls && slopeTo(falls, 1e9)).toBeCloseTo(-1);
});
