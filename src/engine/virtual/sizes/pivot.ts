import { align } from '../pages/format';
import { type KeyDistribution, metKeys } from '../keys/key-distribution';

/** sizeof(IndexTupleData). */
const header = 8;
/** A row's address, where the key alone does not tell two pages apart. */
const tid = 8;

/**
 * Mean size of a tuple that leads to a page of the level below. It has only as many columns as it takes to tell
 * the last tuple of one page from the first of the next (_bt_truncate, src/backend/access/nbtree/nbtutils.c),
 * and the address of a row where all of them are equal.
 *
 * @param prefixes distributions of the first key column, of the first two, and so on
 * @param tuples leaf tuples of the index
 * @param split share of the pages that begin with the key that the page before ends with, where that is known
 *   better than by the number of keys
 */
export function pivotSize(
  keyBytes: readonly number[],
  prefixes: readonly KeyDistribution[],
  rows: number,
  tuples: number,
  split?: number,
): number {
  let bytes = header + (keyBytes[0] ?? 8);
  let size = align(bytes);
  for (const [k, keyDistribution] of prefixes.entries()) {
    const last = k === prefixes.length - 1;
    const equal =
      (last ? split : undefined) ?? Math.max(0, 1 - metKeys(keyDistribution, rows) / tuples);
    const before = align(bytes);
    bytes += keyBytes[k + 1] ?? 0;
    size += equal * (last ? tid : align(bytes) - before);
  }
  return size;
}
