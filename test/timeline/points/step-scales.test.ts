import fc from 'fast-check';
import { stepScales } from '../../../src/timeline/points/step-scales';

/** Visits what is asked for until nothing is, and returns the points in rising order with the number of rounds. */
function follow(
  pagesOf: (scale: number) => number,
  step: number,
  precision: number,
): { readonly scales: readonly number[]; readonly rounds: number } {
  const scales = [100_000, 1_000_000, 10_000_000];
  for (let round = 1; ; round += 1) {
    const wanted = scales.slice(1).flatMap((to, i) => {
      const [from, upper] = [scales[i] as number, to].map((scale) => ({
        scale,
        size: pagesOf(scale),
      })) as [{ scale: number; size: number }, { scale: number; size: number }];
      return stepScales({ from, to: upper }, step, precision, round);
    });
    if (wanted.length === 0) return { scales, rounds: round - 1 };
    scales.push(...wanted);
    scales.sort((a, b) => a - b);
  }
}

function expectEnclosed(
  scales: readonly number[],
  pagesOf: (scale: number) => number,
  step: number,
  precision: number,
): void {
  const after = scales.findIndex((scale) => pagesOf(scale) >= step);
  expect(after).toBeGreaterThan(0);
  const ratio = (scales[after] as number) / (scales[after - 1] as number);
  expect(ratio).toBeLessThanOrEqual(1 + precision + 1e-9);
}

const precision = fc.constantFrom(0.01, 0.05, 0.2);

test('a table that grows as a power of the scale is met just before and just after its step, in one round', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 5.05, max: 6.95, noNaN: true }),
      fc.double({ min: 0.3, max: 1.5, noNaN: true }),
      fc.integer({ min: 3_000, max: 80_000 }),
      precision,
      (log, power, step, share) => {
        const pagesOf = (scale: number): number => step * (scale / 10 ** log) ** power;
        const { scales, rounds } = follow(pagesOf, step, share);
        expectEnclosed(scales, pagesOf, step, share);
        expect(rounds).toBe(1);
        expect(scales.length).toBeLessThanOrEqual(5);
      },
    ),
  );
});

test('so is one whose size jumps or stands still, in no more rounds than halving takes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 5.05, max: 6.95, noNaN: true }),
      fc.integer({ min: 0, max: 1_023 }),
      fc.integer({ min: 1_024, max: 1_000_000 }),
      precision,
      (log, low, high, share) => {
        const pagesOf = (scale: number): number => (scale < 10 ** log ? low : high);
        const { scales, rounds } = follow(pagesOf, 1_024, share);
        expectEnclosed(scales, pagesOf, 1_024, share);
        expect(rounds).toBeLessThanOrEqual(
          3 + Math.ceil(Math.log2(Math.log(10) / Math.log(1 + share))) + 1,
        );
      },
    ),
  );
});

test('a table that does not reach the size, or has it already, asks for nothing', () => {
  const at = (scale: number, size: number) => ({ scale, size });
  const between = (few: number, many: number): readonly number[] =>
    stepScales({ from: at(1_000, few), to: at(10_000, many) }, 1_024, 0.01, 1);
  expect(between(10, 1_023)).toEqual([]);
  expect(between(1_024, 90_000)).toEqual([]);
  expect(between(60, 60)).toEqual([]);
  expect(between(512, 5_120)).toEqual([1_992, 2_008]);
});
