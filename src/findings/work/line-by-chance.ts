import { fitLine } from '../../trial/work/fit-line';
import type { SizedFigure } from '../../trial/work/growth';

/**
 * The 95 % points of the chi-squared distribution for 1 to 5 degrees of freedom: by chance alone, the squared deviations of
 * as many figures from what they follow come to less in 19 of 20 cases.
 */
const mostByChance = [3.84, 5.99, 7.81, 9.49, 11.07];

/** Figures weighed by how far chance and measurement may move them. */
function weighed(points: readonly SizedFigure[], tolerance: number) {
  return points.map(({ size, value }) => {
    const figure = Math.max(1, value);
    return { x: size, y: figure, weight: 1 / (figure + (tolerance * figure) ** 2) };
  });
}

type Weighed = ReturnType<typeof weighed>;

/** Whether figures are no farther from a curve of so many parameters than chance takes them. */
function passes(of: Weighed, at: (x: number) => number, parameters: number): boolean {
  const deviation = of.reduce((sum, { x, y, weight }) => sum + weight * (y - at(x)) ** 2, 0);
  return deviation <= (mostByChance[of.length - parameters - 1] ?? 0);
}

/** Whether counts are no farther from what is expected of them than chance takes them: each scatters by its square root. */
export function followsByChance(
  counts: readonly { readonly value: number; readonly expected: number }[],
): boolean {
  const of = counts.map(({ value, expected }) => ({
    ...{ x: expected, y: value, weight: 1 / Math.max(1, expected) },
  }));
  return passes(of, (x) => x, 1);
}

const meanOf = (of: Weighed): number => ratioOf(of.map(({ y, weight }) => [weight * y, weight]));

/** One figure beside another that makes a difference to a reader. */
const telling = 1.5;

/**
 * The one value that figures stand for which differ by no more than chance moves a value that stays the same: they do not
 * tell how it grows. Undefined where they are alike, and where they differ by more.
 */
export function meanByChance(points: readonly SizedFigure[]): number | undefined {
  const of = weighed(points, 0);
  const figures = of.map(({ y }) => y);
  if (Math.max(...figures) < telling * Math.min(...figures)) return undefined;
  const mean = meanOf(of);
  return passes(of, () => mean, 1) ? mean : undefined;
}

/**
 * A constant and a share of the rows, from which the figures are no farther off than chance takes them: where rows are
 * chosen at random, a count of them scatters by its square root. A power law through the few rows of a rare value at the sizes
 * of a trial can be ten times too large or too small at a billion rows.
 *
 * @param tolerance of figures that chance has no part in, as a share
 * @returns undefined where the figures do not follow a line, or might as well stay the same
 */
export function lineByChance(
  points: readonly SizedFigure[],
  tolerance: number,
): ((rows: number) => number) | undefined {
  const of = weighed(points, tolerance);
  const mean = meanOf(of);
  if (passes(of, () => mean, 1)) return undefined;
  const line = fitLine(of);
  const share = ratioOf(of.map(({ x, y, weight }) => [weight * x * y, weight * x * x]));
  // A line that is negative at zero rows is taken through zero: no figure is negative.
  const [at, parameters] =
    line.at(0) >= 0 ? [line.at, 2] : [(rows: number): number => share * rows, 1];
  return line.slope > 0 && passes(of, at, parameters) ? at : undefined;
}

function ratioOf(parts: readonly (readonly [number, number])[]): number {
  const sum = (side: 0 | 1): number => parts.reduce((all, part) => all + part[side], 0);
  return sum(0) / sum(1);
}
