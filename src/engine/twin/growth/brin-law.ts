import type { ColumnStatistics } from '../../../pull/types';
import { align } from '../../virtual/pages/format';
import { brinPages } from '../../virtual/sizes/brin';

/** SizeOfBrinTuple, src/include/access/brin_tuple.h. */
const header = 5;
/** BRIN_DEFAULT_PAGES_PER_RANGE, src/include/access/brin.h. */
const usualRange = 128;

export interface BrinLaw {
  /** `pg_get_indexdef`. */
  readonly definition: string;
  /** Its columns, in their order; those without statistics are absent. */
  readonly columns: readonly ColumnStatistics[];
  /** Pages of the index today. */
  readonly pages: number;
  /** Pages of its table, today and grown. */
  readonly heap: { readonly today: number; readonly grown: number };
}

/**
 * Pages of a grown BRIN index: the meta page, a map, and a summary of each range of the table's pages, some hundred of
 * which share a page. In proportion to its table an index of three pages would have thirty after growth by ten, and each
 * costs a random access. A summary has the lowest and the highest value (minmax); summaries of other kinds are longer, so
 * that the pages of today are multiplied by what the law says of both sizes.
 */
export function grownBrin({ definition, columns, pages, heap }: BrinLaw): number {
  const range = Number(/pages_per_range='?(\d+)/i.exec(definition)?.[1] ?? usualRange);
  const values = columns.reduce((sum, { avg_width }) => sum + 2 * avg_width, 0);
  const tuple = align(align(header + 2 * Math.ceil(columns.length / 8)) + values);
  const [today, grown] = [heap.today, heap.grown].map((size) => brinPages(size, range, tuple));
  if (today === undefined || grown === undefined) return pages;
  const summaries = (of: typeof today): number => of.pages - 1 - of.lastRevmapPage;
  const own = Math.max(1, pages - 1 - today.lastRevmapPage);
  return Math.round(1 + grown.lastRevmapPage + (own * summaries(grown)) / summaries(today));
}
