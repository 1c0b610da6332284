import type { ColumnStatistics } from '../../../../pull/types';
import { alike, entrySize, type KeysOfRow } from './keys-of-row';

/** Bytes of an element of a fixed length, by the type of the array. */
const lengths: Readonly<Record<string, number>> = {
  'smallint[]': 2,
  'integer[]': 4,
  'bigint[]': 8,
  'date[]': 4,
  'uuid[]': 16,
};

/** Less than this of a row's elements is rounding, not elements without a name. */
const rounding = 0.001;

/** Rows of a sample that have a key whose share is believed: fewer may be as many by chance. */
const believed = 10;

/** Elements of arrays and words of texts, of which statistics name the commonest; undefined where they name none. */
export function elementsOf(column: ColumnStatistics, sampled: number): KeysOfRow | undefined {
  const { type, null_frac: nulls } = column;
  const { most_common_elems: elements = [], most_common_elem_freqs: frequencies = [] } = column;
  if (elements.length === 0) return undefined;
  const present = 1 - nulls;
  const bytes = elements.map((text) => lengths[type] ?? Buffer.byteLength(text) + 1);
  const perRow = elementsPerRow(column, bytes);
  if (perRow === undefined) return undefined;
  const listed = bytes.map((size, k) => ({
    share: (frequencies[k] ?? 0) * present,
    keySize: entrySize(size),
  }));
  const [found, seldom] = partition(listed, ({ share }) => share * sampled >= believed);
  // Further keys were met as often as the rarest of the list.
  const least = 1 + Math.round(sampled * Math.min(...listed.map(({ share }) => share)));
  const again = seldom.filter(({ share }) => Math.round(share * sampled) >= least).length;
  // Rows without a value share one entry.
  const missing = nulls > 0 ? [{ share: nulls, keySize: entrySize(1) }] : [];
  const unnamed = perRow * present - found.reduce((sum, { share }) => sum + share, 0);
  return {
    named: alike([...found, ...missing]),
    rest: unnamed < rounding * perRow ? 0 : unnamed,
    restSize: entrySize(bytes.reduce((sum, each) => sum + each, 0) / bytes.length),
    ...(least < believed ? { met: { sampled, least, most: believed - 1, keys: again } } : {}),
  };
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function elementsPerRow(column: ColumnStatistics, bytes: readonly number[]): number | undefined {
  const { type } = column;
  // The last figure is the mean (compute_array_stats, src/backend/utils/adt/array_typanalyze.c).
  if (type.endsWith('[]')) return column.elem_count_histogram?.at(-1);
  return type === 'tsvector' ? wordsPerRow(column, bytes) : undefined;
}

/** Header of the value, and the number of its words. */
const textHeader = 8;
/** WordEntry (src/include/tsearch/ts_type.h); a word with positions begins at an even address, and has one as a rule. */
const perWord = 4 + 0.5 + 4;

/** Statistics of a tsvector do not say how many words a row has, but how many bytes. */
function wordsPerRow(
  { avg_width: width, most_common_elem_freqs: frequencies = [] }: ColumnStatistics,
  bytes: readonly number[],
): number {
  const named = bytes.map((size, k) => ({ share: frequencies[k] ?? 0, bytes: size - 1 + perWord }));
  const used = named.reduce((sum, each) => sum + each.share * each.bytes, 0);
  const mean = named.reduce((sum, each) => sum + each.bytes, 0) / named.length;
  return (
    named.reduce((sum, { share }) => sum + share, 0) + Math.max(0, width - textHeader - used) / mean
  );
}
