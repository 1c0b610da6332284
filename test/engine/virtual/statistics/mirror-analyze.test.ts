import fc from 'fast-check';
import {
  mirrorAnalyze,
  type CountedValues,
} from '../../../../src/engine/virtual/statistics/mirror-analyze';

const sampled = 30_000;
const values = (of: Partial<CountedValues>): CountedValues => ({
  sampled,
  nulls: 0,
  distinct: 0,
  repeated: 0,
  counts: [],
  ...of,
});

test('values that were all met once are taken to be unique, nulls aside', () => {
  expect(mirrorAnalyze(values({ distinct: 30_000 }), 1e9)).toEqual({ distinct: -1, common: 0 });
  expect(mirrorAnalyze(values({ distinct: 22_500, nulls: 7_500 }), 1e9).distinct).toBe(-0.75);
});

test('values that were all met again are all there are, and all listed where there is room', () => {
  const five = values({ distinct: 5, repeated: 5, counts: [29_900, 40, 30, 20, 10] });
  expect(mirrorAnalyze(five, 1e6)).toEqual({ distinct: 5, common: 5 });
});

test('the list ends where a value might be no commoner than the others', () => {
  const few = values({
    distinct: 10_000,
    repeated: 5_000,
    counts: [5_000, 4_000, 30, ...Array.from({ length: 97 }, () => 4)],
  });
  expect(mirrorAnalyze(few, 1e9).common).toBe(3);
});

test('the number of distinct values never falls as rows are added, nor does a share rise', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: sampled - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 1.1, max: 1e4, noNaN: true }),
      fc.double({ min: 1.01, max: 10, noNaN: true }),
      (distinct, share, size, factor) => {
        const repeated = Math.max(1, Math.min(Math.round(distinct * share), sampled - distinct));
        const of = values({ distinct, repeated });
        const count = (rows: number): number => {
          const stored = mirrorAnalyze(of, rows).distinct;
          return stored < 0 ? -stored * rows : stored;
        };
        const [few, more] = [Math.round(sampled * size), Math.round(sampled * size * factor)];
        // Kept as float4, to seven digits, and as a whole number.
        expect(count(more)).toBeGreaterThanOrEqual((count(few) - 1) * (1 - 1e-6));
        expect(count(more) / more).toBeLessThanOrEqual((count(few) / few) * (1 + 1e-6) + 1 / few);
      },
    ),
  );
});
