/** How full a GiST or SP-GiST index is at a row count. */
export interface GistDensity {
  readonly rows: number;
  /** Pages for one row, beside those that an index of any size has. */
  readonly density: number;
}

export interface GistMeasure {
  /** As indexes really built had it, the smallest first; of one period, where there is one. */
  readonly densities: readonly GistDensity[];
  /**
   * Times as many rows after which pages are equally full again: an index that halves its key space fills its
   * pages, splits all of them at about the same time, and begins anew. Absent where pages are as full as those of
   * the nearest build.
   */
  readonly period?: number;
  /** Pages that an index of any size has, beside those that its rows fill. */
  readonly fixed: number;
}

/** Pages over so many rows. */
export function gistPages({ densities, period, fixed }: GistMeasure, rows: number): number {
  const largest = densities.at(-1);
  if (largest === undefined || rows === 0) return fixed;
  if (period === undefined) return Math.ceil(fixed + rows * densityAt(densities, rows));
  const periods = Math.log(rows / largest.rows) / Math.log(period);
  const place = largest.rows * period ** (periods - Math.ceil(periods));
  return Math.ceil(fixed + rows * densityAt(wholePeriod(densities, period), place));
}

/** A period below the largest stands the largest again. */
export function wholePeriod(
  densities: readonly GistDensity[],
  period: number,
): readonly GistDensity[] {
  const largest = densities.at(-1);
  if (largest === undefined) return densities;
  return [{ rows: largest.rows / period, density: largest.density }, ...densities];
}

/** On the straight line between its neighbours over the logarithm of the rows; beyond the ends, that of the end. */
export function densityAt(densities: readonly GistDensity[], rows: number): number {
  const above = densities.find((each) => each.rows >= rows) ?? densities.at(-1);
  const below = densities.findLast((each) => each.rows <= rows) ?? above;
  if (above === undefined || below === undefined) return 0;
  const span = Math.log(above.rows / below.rows);
  const at = span === 0 ? 0 : Math.log(rows / below.rows) / span;
  return below.density + (above.density - below.density) * at;
}
