import fc from 'fast-check';
import { changeBetween, rangesOf } from '../../src/timeline/ranges';
import type { TimelinePoint, TimelineRange } from '../../src/timeline/types';
import { plan } from '../helpers/plans';

const point = (scale: number, accessSignature: string): TimelinePoint => ({
  scale,
  plan: plan({ accessSignature }),
  statement: { sql: '', parameters: [] },
});
const shapes = (ranges: readonly TimelineRange[]) =>
  ranges.map((range) => `${range.points[0]?.plan.accessSignature} ${range.from}..${range.to}`);

test('neighbours of equal access are one range', () => {
  const { ranges, folded } = rangesOf(
    [point(1, 'a'), point(10, 'a'), point(100, 'b'), point(1000, 'a')],
    0.01,
  );
  expect(shapes(ranges)).toEqual(['a 1..10', 'b 100..100', 'a 1000..1000']);
  expect(folded).toBe(0);
});

test('a narrow range is left out, and its neighbours join where they agree', () => {
  const around = (middle: string, after: string) =>
    rangesOf(
      [
        point(100, 'a'),
        point(1000, 'a'),
        point(1009, middle),
        point(1018, after),
        point(9e3, after),
      ],
      0.01,
    );
  expect(shapes(around('b', 'a').ranges)).toEqual(['a 100..9000']);
  expect(around('b', 'a').folded).toBe(1);
  expect(shapes(around('b', 'c').ranges)).toEqual(['a 100..1000', 'c 1018..9000']);
});

test('the outer ranges go on beyond what was planned, and stay', () => {
  const { ranges } = rangesOf([point(1000, 'a'), point(1001, 'b'), point(1002, 'c')], 0.05);
  expect(shapes(ranges)).toEqual(['a 1000..1000', 'c 1002..1002']);
});

test('ranges alternate, rise, and hold only points that were there', () => {
  const points = fc
    .uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 40 })
    .chain((scales) =>
      fc.tuple(
        ...scales
          .toSorted((a, b) => a - b)
          .map((scale) => fc.constantFrom('a', 'b', 'c').map((each) => point(scale, each))),
      ),
    );
  fc.assert(
    fc.property(points, fc.constantFrom(0, 0.01, 0.2), (given, precision) => {
      const { ranges, folded } = rangesOf(given, precision);
      ranges.slice(1).forEach((range, i) => {
        const before = ranges[i] as TimelineRange;
        expect(range.from).toBeGreaterThan(before.to);
        expect(range.points[0]?.plan.accessSignature).not.toBe(
          before.points[0]?.plan.accessSignature,
        );
        const at = changeBetween(before, range);
        expect(at).toBeGreaterThanOrEqual(before.to);
        expect(at).toBeLessThanOrEqual(range.from);
      });
      const kept = ranges.flatMap((range) => range.points);
      expect(kept.every((each) => given.includes(each))).toBe(true);
      if (folded === 0) expect(kept).toHaveLength(given.length);
      expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([given[0]?.scale, given.at(-1)?.scale]);
    }),
  );
});
