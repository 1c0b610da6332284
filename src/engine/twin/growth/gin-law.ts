import type { ColumnStatistics, GinFacts } from '../../../pull/types';
import type { SizedGinKeys } from '../../virtual/keys/fit-gin-keys';
import { align } from '../../virtual/pages/format';
import { ginPages } from '../../virtual/sizes/gin';

/** sizeof(IndexTupleData). */
const header = 8;

/** Bytes of an element of a fixed length, by the type of the array. */
const lengths: Readonly<Record<string, number>> = {
  'smallint[]': 2,
  'integer[]': 4,
  'bigint[]': 8,
  'date[]': 4,
  'uuid[]': 16,
};

export interface GinLaw {
  /** The array column. */
  readonly column: ColumnStatistics;
  readonly rows: number;
  /** Pages of the table. */
  readonly heapPages: number;
  /** Pages of the index today. */
  readonly pages: number;
  /** Counters of the index, where they were read. */
  readonly counters: GinFacts | undefined;
}

/** Elements that statistics do not name and that fewer rows have on average are taken to become more with the table. */
const rowsOfClosed = 10;

/**
 * Pages and counters of a grown GIN index over an array; undefined where statistics say nothing of elements. An element
 * that repeats brings no entry of its own, and its list of rows moves into a tree of pages of its own as it gets long: the
 * measured pages are multiplied by what the law of a build says of both sizes.
 *
 * Statistics have the commonest elements and how many a row has. The number of the others is read from the index's
 * counters, or is the one that explains its pages.
 */
export function grownGin(of: GinLaw): ((growth: number) => GinFacts) | undefined {
  const { column, rows, heapPages, pages, counters } = of;
  const known = elementsOf(column);
  if (known === undefined || rows < 1 || heapPages < 1 || pages < 2) return undefined;
  const law = (others: number, factor = 1): GinFacts =>
    ginPages(known.keys(others), rows * factor, rows / heapPages);
  const named = known.count;
  const others =
    known.rest === 0
      ? 0
      : counters === undefined
        ? explaining(pages, known.rest * rows, (count) => law(count).totalPages)
        : Math.max(1, counters.entries - named);
  const isClosed = known.rest * rows >= rowsOfClosed * others;
  const today = law(others);
  return (growth) => {
    const more = isClosed ? others : others * growth;
    const grown = law(more, growth);
    const by = pages / today.totalPages;
    const times = (count: number): number => Math.round(count * by);
    return {
      totalPages: times(grown.totalPages),
      entryPages: times(grown.entryPages),
      dataPages: times(grown.dataPages),
      entries: Math.round(named + more),
    };
  };
}

interface Elements {
  /** Elements that statistics name. */
  readonly count: number;
  /** How many others a row has on average. */
  readonly rest: number;
  /** All elements, if those without a name have this number, and are equally common. */
  keys(others: number): SizedGinKeys;
}

/** Less than this of a row's elements is rounding, not elements without a name. */
const rounding = 0.001;

/** Groups of shares for each e-fold: shares in one differ by 2 % at most. */
const closeness = 50;

function elementsOf(column: ColumnStatistics): Elements | undefined {
  const { type, null_frac: nulls } = column;
  const { most_common_elems: elements = [], most_common_elem_freqs: frequencies = [] } = column;
  // The last figure is the mean (compute_array_stats, src/backend/utils/adt/array_typanalyze.c).
  const perRow = column.elem_count_histogram?.at(-1);
  if (!type.endsWith('[]') || elements.length === 0 || perRow === undefined) return undefined;
  const present = 1 - nulls;
  const bytes = elements.map((text) => lengths[type] ?? Buffer.byteLength(text) + 1);
  const mean = bytes.reduce((sum, each) => sum + each, 0) / bytes.length;
  // Of a thousand elements many are as common as each other: the law is asked once for them.
  const alike = new Map<string, { keys: number; share: number; keySize: number }>();
  for (const [k, size] of bytes.entries()) {
    const share = (frequencies[k] ?? 0) * present;
    const keySize = align(header + size);
    const group = `${Math.round(Math.log(share) * closeness)} ${keySize}`;
    const before = alike.get(group) ?? { keys: 0, share: 0, keySize };
    const keys = before.keys + 1;
    alike.set(group, { keys, share: before.share + (share - before.share) / keys, keySize });
  }
  const named = [...alike.values()];
  // Rows without an array share one entry.
  const missing = nulls > 0 ? [{ keys: 1, share: nulls, keySize: align(header + 1) }] : [];
  const unnamed = perRow * present - named.reduce((sum, { keys, share }) => sum + keys * share, 0);
  const rest = unnamed < rounding * perRow ? 0 : unnamed;
  return {
    count: elements.length + missing.length,
    rest,
    keys: (others) => ({
      classes: [
        ...named,
        ...missing,
        ...(rest > 0
          ? [{ keys: others, share: rest / others, keySize: align(header + mean) }]
          : []),
      ],
      fresh: { keys: 0, keySize: 0 },
    }),
  };
}

/** Halvings of the range of counts on a logarithmic scale. */
const halvings = 24;

/** How many elements explain the pages of today: the more, the larger is the index. */
function explaining(pages: number, most: number, pagesOf: (count: number) => number): number {
  let low = 0;
  let high = Math.log(Math.max(1, most));
  for (let k = 0; k < halvings; k += 1) {
    const middle = (low + high) / 2;
    if (pagesOf(Math.exp(middle)) < pages) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
