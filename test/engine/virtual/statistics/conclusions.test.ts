import fc from 'fast-check';
import {
  type Concluded,
  concludedBetween,
} from '../../../../src/engine/virtual/statistics/conclusions';

/** `stadistinct` by compute_scalar_stats (analyze.c): of `seen` values in a sample, `once` of them a single time. */
function stored(sample: number, seen: number, once: number, rows: number): number {
  const estimate = (sample * seen) / (sample - once + (once * sample) / rows);
  const whole = Math.floor(Math.min(rows, Math.max(seen, estimate)) + 0.5);
  return whole > 0.1 * rows ? -whole / rows : whole;
}

const column = (distinct: number, common = 100): Concluded =>
  new Map([['total', { distinct, common }]]);

test('the number of distinct values between two row counts is the one that ANALYZE would estimate', () => {
  const sample = 30_000;
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 0.98, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.double({ min: 1.2, max: 40_000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (seenShare, onceShare, size, place) => {
        const seen = Math.round(sample * seenShare);
        const once = Math.min(Math.round(seen * onceShare), 2 * seen - sample);
        fc.pre(once >= 0);
        const [below, above] = [Math.round(sample * size), Math.round(sample * size * 1.78)];
        const rows = Math.round(below * (above / below) ** place);
        const at = (of: number) => ({
          rows: of,
          concluded: column(stored(sample, seen, once, of)),
        });
        const found = concludedBetween(at(below), at(above), rows)?.get('total')?.distinct ?? NaN;
        const count = (distinct: number) => (distinct < 0 ? -distinct * rows : distinct);
        const wanted = count(stored(sample, seen, once, rows));
        expect(Math.abs(count(found) - wanted)).toBeLessThanOrEqual(1 + wanted * 1e-6);
      },
    ),
  );
});

test('what ANALYZE stores alike at both ends it stores between them', () => {
  const [below, above] = [1e5, 2e5].map((rows) => ({ rows, concluded: column(-0.25) }));
  expect(concludedBetween(below as never, above as never, 150_000)).toEqual(column(-0.25));
});

test('nothing is said where a list of common values grew shorter in between', () => {
  const [below, above] = [12, 11].map((common, k) => ({
    rows: 1e5 * (k + 1),
    concluded: column(500, common),
  }));
  expect(concludedBetween(below as never, above as never, 150_000)).toBeUndefined();
});

test('nothing is said where an estimate was cut off at the row count', () => {
  const [below, above] = [-1, -0.9].map((distinct, k) => ({
    rows: 1e5 * (k + 1),
    concluded: column(distinct),
  }));
  expect(concludedBetween(below as never, above as never, 150_000)).toBeUndefined();
});
