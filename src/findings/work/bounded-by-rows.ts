import { price } from '../../trial/work/price';
import { slopeTo, type Curve } from './curve';

interface Counted {
  readonly pages: number;
  readonly rows: number;
}

/** How many times the pages for each row may rise beyond the sizes of a trial: rows that shared a page no longer do. */
const apart = 2;

/**
 * Curves of pages and of work that end where the rows do. A small table is touched in full by rows that are spread over
 * it, so its pages grow with it; on a large one, a row takes a page of its own at most, and a b-tree some levels more.
 *
 * @param measured of each run; there is no bound where one handled no row
 */
export function boundedByRows(
  { pages, work, rows }: { readonly pages: Curve; readonly work: Curve; readonly rows: Curve },
  measured: readonly Counted[],
): { readonly pages: Curve; readonly work: Curve } {
  if (measured.some((run) => run.rows === 0)) return { pages, work };
  const forEach = Math.max(1, ...measured.map((run) => (apart * run.pages) / run.rows));
  const most = (size: number): number => forEach * rows.at(size);
  const priced = (size: number): number =>
    price({ pages: most(size), tempPages: 0, rowsHandled: rows.at(size) });
  return { pages: upTo(pages, most), work: upTo(work, priced) };
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
