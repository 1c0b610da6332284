/** One build of a GiST or SP-GiST index. */
export interface SpaceBuild {
  readonly rows: number;
  readonly pages: number;
}

export interface SpaceMeasure {
  /**
   * Times as many rows after which pages are equally full again: an index that halves its key space fills its
   * pages, splits all of them at about the same time, and begins anew. 1 where pages are as full at any size.
   */
  readonly period: number;
  /** Builds over the whole sample and over parts of it, of one period; the largest first. */
  readonly builds: readonly SpaceBuild[];
  /** Pages that an index of any size has, beside those that its rows fill. */
  readonly fixed: number;
}

/** Pages over so many rows: as full as those of the sample's part that stands at the same place of the period. */
export function spacePages({ period, builds, fixed }: SpaceMeasure, rows: number): number {
  const [largest] = builds;
  if (largest === undefined || largest.rows === 0 || rows === 0) return fixed;
  const density = ({ rows: held, pages }: SpaceBuild): number => Math.max(1, pages - fixed) / held;
  const periods = Math.log(rows / largest.rows) / Math.log(period);
  const place =
    period === 1 ? largest.rows : largest.rows * period ** (periods - Math.ceil(periods));
  // A period below the largest stands the largest again.
  const points = [
    ...builds.map((build) => ({ rows: build.rows, density: density(build) })),
    { rows: largest.rows / period, density: density(largest) },
  ];
  const above = points.findLast((point) => point.rows >= place) ?? points[0];
  const below = points.find((point) => point.rows <= place) ?? above;
  if (above === undefined || below === undefined) return fixed;
  const span = Math.log(above.rows / below.rows);
  const at = span === 0 ? 0 : Math.log(place / below.rows) / span;
  return Math.ceil(fixed + rows * (below.density + (above.density - below.density) * at));
}
