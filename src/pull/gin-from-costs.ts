import type { GinFacts } from './types';

/** Total costs of bitmap scans of one GIN index, which contain its counters (gincostestimate, selfuncs.c). */
export interface GinCosts {
  /** Of a condition that all rows meet, with `random_page_cost` at 1 and other costs at 0. */
  readonly allByPages: number;
  /** Of the same with `cpu_operator_cost` at 1 and other costs at 0. */
  readonly allByOperators: number;
  /** Of a condition on one key, as the first. */
  readonly oneByPages: number;
}

/** Bytes of a row's place that are taken for one when pages are estimated by the number of rows. */
const rowsOnPage = 8192 / 3;
/** DEFAULT_PAGE_CPU_MULTIPLIER. */
const operatorsPerPage = 50;
/** A search reads so many pages of the tree of entries: their number to this power, rounded. */
const descent = 0.15;
/** More pages than an index can have give no more than this. */
const deepest = 28;
/** Costs are printed with two decimals. */
const isWhole = (count: number): boolean => Math.abs(count - Math.round(count)) < 0.01;

/**
 * The counters that explain the costs; undefined where none do, and where the planner guesses them itself by the size of an
 * index that has grown much since VACUUM last counted. A search of one key reads `depth` pages of entries and one with rows, and
 * all pending ones; a search of all rows does so for every entry, and reads all data pages. By the cost of operators, from
 * PostgreSQL 16 on, the binary search of entries comes on top, so that entries and data pages can be distinguished.
 */
export function ginFromCosts(
  { allByPages, allByOperators, oneByPages }: GinCosts,
  { pages, rows, major }: { readonly pages: number; readonly rows: number; readonly major: number },
): GinFacts | undefined {
  const fewestData = Math.ceil(rows / rowsOnPage);
  for (let depth = deepest; depth >= 1; depth -= 1) {
    for (const dataOfOne of [1, 0]) {
      const pendingPages = oneByPages - depth - dataOfOne;
      if (pendingPages < 0 || !isWhole(pendingPages)) continue;
      const pagesOfAll = allByPages - pendingPages;
      const found =
        major < 16
          ? { entries: Math.round((pagesOfAll - fewestData) / depth), dataPages: fewestData }
          : entriesOf(pagesOfAll, allByOperators - operatorsPerPage * pendingPages * 2, depth);
      if (found === undefined || found.entries < 1) continue;
      const dataPages = found.dataPages <= fewestData ? 0 : found.dataPages;
      const rest = pages - 1 - dataPages - pendingPages;
      if (rest < 1 || Math.round(rest ** descent) < depth) continue;
      // The rest of the file may also be pages that nothing uses any more.
      const mostEntryPages = Math.floor((depth + 0.499) ** (1 / descent));
      const entryPages = Math.min(rest, mostEntryPages);
      const { entries } = found;
      if (entries === guessed(pages, pendingPages)) return undefined;
      return { totalPages: pages, entryPages, dataPages, entries, pendingPages };
    }
  }
  return undefined;
}

/** Entries and data pages by two sums: depth · entries + data, and what operators cost of both. */
function entriesOf(
  pagesOfAll: number,
  operators: number,
  depth: number,
): { readonly entries: number; readonly dataPages: number } | undefined {
  for (let halvings = 0; halvings < 40; halvings += 1) {
    const perEntry = 2 * halvings + operatorsPerPage * (depth + 1) + 1;
    const entries = (operators - operatorsPerPage * pagesOfAll) / perEntry;
    if (entries < 1 || !isWhole(entries)) continue;
    if (Math.ceil(Math.log2(Math.round(entries))) !== halvings) continue;
    const dataPages = Math.round(pagesOfAll - depth * Math.round(entries));
    if (dataPages >= 0) return { entries: Math.round(entries), dataPages };
  }
  return undefined;
}

/** Entries by the planner's own guess: nine tenths of the pages have a hundred each. */
function guessed(pages: number, pendingPages: number): number {
  return Math.floor((Math.max(10, pages) - pendingPages) * 0.9) * 100;
}
