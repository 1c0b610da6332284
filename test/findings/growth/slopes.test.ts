import fc from 'fast-check';
import { slope } from '../../../src/findings/growth/slopes';
import type { TimelinePoint } from '../../../src/timeline/types';
import { plan } from '../../helpers/timelines';

const points = (scales: readonly number[], cost: (scale: number) => number): TimelinePoint[] =>
  scales.map((scale) => ({
    scale,
    plan: plan({ cost: cost(scale) }),
    statement: { sql: '', parameters: [] },
  }));
const costOf = (point: TimelinePoint): number => point.plan.cost;
const decades = [1e3, 1e4, 1e5, 1e6, 1e7];

test('a power is found whatever its factor and the points', () => {
  const scales = fc.uniqueArray(fc.integer({ min: 1000, max: 1_000_000 }), {
    minLength: 2,
    maxLength: 30,
  });
  const power = fc.double({ min: -1, max: 3, noNaN: true });
  const factor = fc.double({ min: 0.001, max: 1000, noNaN: true });
  fc.assert(
    fc.property(scales, power, factor, (unsorted, exponent, times) => {
      const rising = unsorted.toSorted((a, b) => a - b);
      const found = slope(
        points(rising, (scale) => times * scale ** exponent),
        costOf,
      );
      if (found !== undefined) expect(found).toBeCloseTo(exponent, 6);
    }),
  );
});

test('points that crowd around a change weigh no more than one', () => {
  const crowd = [...decades, ...Array.from({ length: 50 }, (_, i) => 1e6 + i * 100)].sort(
    (a, b) => a - b,
  );
  // A step at the crowd would bend a plain regression; here it moves the slope by little.
  const stepped = (scale: number) => (scale > 1e6 && scale < 1.1e6 ? scale * 3 : scale);
  expect(slope(points(crowd, stepped), costOf)).toBeCloseTo(1, 5);
});

test('the last two decades speak, the rest is constants', () => {
  const late = (scale: number) => (scale < 1e5 ? 10 : scale / 1e4);
  expect(slope(points(decades, late), costOf)).toBeCloseTo(1);
  const levelled = (scale: number) => Math.min(scale, 1e6);
  expect(slope(points(decades, levelled), costOf, 1)).toBeCloseTo(0);
});

test('points too near each other tell nothing', () => {
  expect(
    slope(
      points([1000, 1400], (scale) => scale),
      costOf,
    ),
  ).toBeUndefined();
  expect(
    slope(
      points([1000], (scale) => scale),
      costOf,
    ),
  ).toBeUndefined();
  expect(slope([], costOf)).toBeUndefined();
});

test('a figure of zero does not break it', () => {
  expect(
    Number.isFinite(
      slope(
        points([1e3, 1e4], () => 0),
        costOf,
      ),
    ),
  ).toBe(true);
});
