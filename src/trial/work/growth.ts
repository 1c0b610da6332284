import { fitLine } from './fit-line';

/** A figure at one size. */
export interface SizedFigure {
  /** Rows of the driving table. */
  readonly size: number;
  readonly value: number;
}

/** How a measured figure grows with the table. */
export interface Growth {
  /** Exponent: 1 for proportional, 0 for constant, 2 for quadratic. */
  readonly slope: number;
  /** The largest size with a measured figure: beyond it, `at` extrapolates. */
  readonly largest: SizedFigure;
  /** The figure at a row count, by the slope from the largest size on. */
  at(rows: number): Extrapolated;
}

export interface Extrapolated {
  readonly value: number;
  /** False within the measured sizes. */
  readonly extrapolated: boolean;
}

/**
 * The slope of a figure against the size on log-log axes, by least squares over all sizes. A figure below 1 counts as
 * 1: no row and one row are the same answer to a line on such axes.
 *
 * @returns undefined for fewer than two sizes
 */
export function growth(points: readonly SizedFigure[]): Growth | undefined {
  const rising = points.toSorted((a, b) => a.size - b.size);
  const largest = rising.at(-1);
  if (largest === undefined || rising[0]?.size === largest.size) return undefined;
  const { slope } = fitLine(
    rising.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(Math.max(1, value)) })),
  );
  return {
    slope,
    largest,
    at: (rows) => ({
      value: largest.value * (rows / largest.size) ** slope,
      extrapolated: rows > largest.size,
    }),
  };
}
