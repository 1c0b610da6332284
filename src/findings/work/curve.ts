import { fitLine } from '../../trial/work/fit-line';
import { growth, type SizedFigure } from '../../trial/work/growth';
import { lineByChance } from './line-by-chance';

/** How a measured figure follows the row count of the driving table. */
export interface Curve {
  /** Exponent over the last decade of sizes: 1 for proportional, 0 for constant. */
  readonly slope: number;
  /** Exponent between the two largest sizes: a bend at the small end has no part in it. */
  readonly lastSlope: number;
  readonly largest: SizedFigure;
  /** The figure at a row count: measured or between two measured ones, or beyond them, extrapolated. */
  at(rows: number): number;
  readonly covers: (rows: number) => boolean;
}

/** Sizes that speak for the growth: what is constant in a plan bends the figures of small tables. */
const lastDecade = 10.1;

/** A straight line passes this near to every figure that it is to stand for. */
const tolerance = 0.03;

/** A share of the rows that is a smaller part of the largest figure cannot be distinguished from a constant, and may have an end. */
const weighty = 2 * tolerance;

/**
 * @param stays whether a figure that one size shows is known to stay
 * @returns undefined for fewer than two sizes, and for one whose figure may change
 */
export function curve(points: readonly SizedFigure[], stays = false): Curve | undefined {
  const [only] = points;
  if (stays && points.length === 1 && only !== undefined) return flat(only);
  const rising = points
    .toSorted((a, b) => a.size - b.size)
    .map(({ size, value }) => ({ size, value: Math.max(0, value) }));
  const largest = rising.at(-1);
  if (largest === undefined) return undefined;
  const upper = rising.filter(({ size }) => size >= largest.size / lastDecade);
  const over = growth(upper) ?? growth(rising);
  const last = growth(rising.slice(-2));
  if (over === undefined || last === undefined) return undefined;
  const line = straightLine(rising) ?? lineByChance(rising, tolerance);
  return {
    slope: over.slope,
    lastSlope: last.slope,
    largest,
    at: (rows) => {
      const below = rising.findLast(({ size }) => size <= rows);
      const above = rising.find(({ size }) => size >= rows);
      if (below !== undefined && above !== undefined) return between(below, above, rows);
      if (line !== undefined) return line(rows);
      const nearest = below ?? rising[0] ?? largest;
      // A figure that falls over the sizes does not fall for ever: beyond them it stays.
      const slope =
        below === undefined ? (growth(rising.slice(0, 2))?.slope ?? 0) : Math.max(0, over.slope);
      return nearest.value * (rows / nearest.size) ** slope;
    },
    covers: (rows) => rows >= (rising[0]?.size ?? 0) && rows <= largest.size,
  };
}

/**
 * The exponent that the extrapolation of a figure to a row count follows, over a decade beyond the largest size at least. It
 * is not that of the measured sizes where a constant part bends them. A figure that falls over the sizes keeps its own.
 */
export function slopeTo(curve: Curve, rows: number): number {
  const { slope, largest } = curve;
  if (slope < 0) return slope;
  const to = Math.max(rows, 10 * largest.size);
  const times = Math.max(1, curve.at(to)) / Math.max(1, largest.value);
  return Math.log(times) / Math.log(to / largest.size);
}

/** Times the largest size up to which a figure that ends has its slope. */
const far = 100;

/** A curve that ends where another one does; below the largest size it is what was measured. */
export function upTo(of: Curve, most: (size: number) => number): Curve {
  const { largest } = of;
  const at = (size: number): number =>
    size <= largest.size ? of.at(size) : Math.min(of.at(size), Math.max(largest.value, most(size)));
  const bounded = { ...of, at };
  if (at(far * largest.size) >= of.at(far * largest.size)) return bounded;
  const slope = slopeTo(bounded, far * largest.size);
  return {
    ...bounded,
    slope: Math.min(of.slope, slope),
    lastSlope: Math.min(of.lastSlope, slope),
  };
}

/** A curve that grows by another power beyond its largest size. */
export function flattened(of: Curve, slope: number): Curve {
  const { largest } = of;
  return {
    ...of,
    slope,
    lastSlope: Math.min(of.lastSlope, slope),
    at: (rows) =>
      rows <= largest.size ? of.at(rows) : largest.value * (rows / largest.size) ** slope,
  };
}

function flat(of: SizedFigure): Curve {
  const { size, value } = of;
  return {
    slope: 0,
    lastSlope: 0,
    largest: of,
    at: () => value,
    covers: (rows) => rows === size,
  };
}

function between(below: SizedFigure, above: SizedFigure, rows: number): number {
  if (below.size === above.size) return below.value;
  const [low, high] = [
    Math.log(Math.max(1e-9, below.value)),
    Math.log(Math.max(1e-9, above.value)),
  ];
  const share = Math.log(rows / below.size) / Math.log(above.size / below.size);
  return Math.exp(low + (high - low) * share);
}

/**
 * A constant and a share of the rows, where three sizes and more lie on such a line, or nearer to it than to a power: on
 * log-log axes a scan beside a constant part has a slope below 1 at every size, and its figure would be extrapolated too
 * low.
 */
function straightLine(points: readonly SizedFigure[]): ((rows: number) => number) | undefined {
  if (points.length < 3) return undefined;
  // Weighed by the figure: each size counts by its relative error.
  const { slope: share, at } = fitLine(
    points.map(({ size, value }) => ({ x: size, y: value, weight: Math.max(1, value) ** -2 })),
  );
  const fits = points.every(
    ({ size, value }) => Math.abs(at(size) - value) <= tolerance * Math.max(1, value),
  );
  const largest = Math.max(...points.map(({ size }) => size));
  const grows = share * largest >= weighty * at(largest);
  const near =
    fits || (isMoreThanSteps(points) && misfit(points, at) < misfit(points, powerOf(points)));
  return near && grows && at(0) >= 0 ? at : undefined;
}

/**
 * Whether a figure grows by more than the levels of b-trees do. A descent of 3 pages becomes one of 4 by a step, and a line
 * through both promises hundreds of pages a few decades further on.
 */
function isMoreThanSteps(points: readonly SizedFigure[]): boolean {
  const values = points.map(({ value }) => value);
  return Math.max(...values) > mostByLevels * Math.min(...values);
}

/** From 2 pages to 3: over the sizes of a trial a b-tree gets one level at most. */
const mostByLevels = 1.5;

/** The power by least squares on log-log axes, which `growth` draws through the largest size. */
function powerOf(points: readonly SizedFigure[]): (rows: number) => number {
  const line = fitLine(points.map(({ size, value }) => ({ x: logOf(size), y: logOf(value) })));
  return (rows) => Math.exp(line.at(logOf(rows)));
}

/** Sum of the squares of relative errors. */
function misfit(points: readonly SizedFigure[], at: (rows: number) => number): number {
  return points.reduce((sum, { size, value }) => sum + (logOf(at(size)) - logOf(value)) ** 2, 0);
}

const logOf = (value: number): number => Math.log(Math.max(1, value));
