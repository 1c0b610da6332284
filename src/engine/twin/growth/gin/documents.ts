import type { ColumnStatistics } from '../../../../pull/types';
import { alike, entrySize, type KeysOfRow, type NamedKeys } from './keys-of-row';

export interface DocumentKey {
  readonly bytes: number;
  /** The field that it is a value of; absent where there are no fields. */
  readonly field?: string;
}

/** Keys of one value, each once. */
export type KeysOfValue = (text: string) => ReadonlyMap<string, DocumentKey>;

/** Values of the sample that have a key whose share is believed. */
const believed = 5;
/** A field of which fewer of the sample's values stand alone has hardly others than these (Good and Turing). */
const closedBelow = 0.3;
/** Pairs of equal values in a sample that tell how many values a field has. */
const enoughPairs = 3;
/** Fewer values say nothing of a table. */
const fewest = 30;

/**
 * Keys of the values that statistics contain: the common ones with their frequencies, and the bounds of the histogram, which
 * stand for as many rows each. Undefined where statistics have too few, such as for documents of more than 1,024 bytes
 * (WIDTH_THRESHOLD, src/backend/commands/analyze.c).
 */
export function keysOfDocuments(
  column: ColumnStatistics,
  keysOf: KeysOfValue,
): KeysOfRow | undefined {
  const { most_common_vals: common = [], most_common_freqs: frequencies = [] } = column;
  const { histogram_bounds: bounds = [], null_frac: nulls } = column;
  const other = Math.max(0, 1 - nulls - frequencies.reduce((sum, each) => sum + each, 0));
  const values = [
    ...common.map((text, k) => ({ text, weight: frequencies[k] ?? 0 })),
    ...bounds.map((text) => ({ text, weight: other / bounds.length })),
  ];
  const isComplete = bounds.length === 0 && other < 0.01;
  if (values.length === 0 || (values.length < fewest && !isComplete)) return undefined;
  const found = new Map<string, FoundKey>();
  for (const { text, weight } of values) {
    const keys = keysOf(text);
    // GIN_CAT_EMPTY_ITEM: a value without keys has one that stands for that.
    for (const [key, of] of keys.size > 0 ? keys : [['', { bytes: 1 }] as const]) {
      const { share, values: met } = found.get(key) ?? { share: 0, values: 0 };
      found.set(key, { ...of, share: share + weight, values: met + 1 });
    }
  }
  const all = [...found.values()];
  const fields = fieldsOf(all);
  const isNamed = ({ values: met, field }: FoundKey): boolean =>
    isComplete || met >= believed || (field !== undefined && fields.closed.has(field));
  const named = all.filter(isNamed);
  const groups = fields.repeating(all.filter((each) => !isNamed(each)));
  const seldom = all.filter(
    (each) => !isNamed(each) && !groups.some(({ field }) => field === each.field),
  );
  const missing = nulls > 0 ? [{ share: nulls, keySize: entrySize(1) }] : [];
  return {
    named: [
      ...alike([
        ...named.map(({ share, bytes }) => ({
          share: Math.min(1, share),
          keySize: entrySize(bytes),
        })),
        ...missing,
      ]),
      ...groups,
    ],
    rest: seldom.reduce((sum, { share }) => sum + share, 0),
    restSize: entrySize(meanBytes(seldom)),
    ...(seldom.some(({ field }) => field !== undefined) ? { isEven: true } : {}),
    met: {
      sampled: values.length,
      least: 2,
      most: believed - 1,
      keys: seldom.filter((each) => each.values > 1).length,
    },
  };
}

interface FoundKey extends DocumentKey {
  readonly share: number;
  /** Values of the sample that have it. */
  readonly values: number;
}

const meanBytes = (keys: readonly FoundKey[]): number =>
  keys.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, keys.length);

interface Fields {
  /** Those whose values the sample has nearly all met. */
  readonly closed: ReadonlySet<string>;
  /** Values of the others that repeat in the sample: so many, equally common, make as many pairs of equal ones likely. */
  repeating(keys: readonly FoundKey[]): readonly (NamedKeys & { readonly field: string })[];
}

function fieldsOf(keys: readonly FoundKey[]): Fields {
  const byField = new Map<string, FoundKey[]>();
  for (const key of keys) {
    if (key.field === undefined) continue;
    const own = byField.get(key.field) ?? [];
    own.push(key);
    byField.set(key.field, own);
  }
  const closed = [...byField].filter(([, own]) => {
    const once = own.filter(({ values }) => values === 1).length;
    return once < closedBelow * sum(own, ({ values }) => values);
  });
  return {
    closed: new Set(closed.map(([field]) => field)),
    repeating: (open) =>
      [...byField.keys()].flatMap((field) => {
        const own = open.filter((key) => key.field === field);
        const pairs = sum(own, ({ values }) => (values * (values - 1)) / 2);
        if (pairs < enoughPairs) return [];
        const count = sum(own, ({ values }) => values) ** 2 / (2 * pairs);
        const share = sum(own, (each) => each.share) / count;
        return [{ field, keys: count, share, keySize: entrySize(meanBytes(own)) }];
      }),
  };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
