import { price } from '../../trial/work/price';
import { upTo, type Curve } from './curve';

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
