/** sizeof(IndexTupleData) and a line pointer. */
const overhead = 12;
/** Bytes of an upper page that a build fills: BTREE_NONLEAF_FILLFACTOR of the room between header and special space. */
const filled = 5_670;

/**
 * Level of the root of a b-tree of this many pages, by the number of entries that fit on an upper page.
 *
 * @param keyBytes mean bytes of the key columns
 */
export function levelOf(pages: number, keyBytes: number): number {
  const fanout = Math.max(2, filled / (overhead + Math.ceil(keyBytes / 8) * 8));
  let level = 0;
  // The meta page is none of the tree's, and one page in `fanout` is above the leaves.
  for (let width = (pages - 1) * (1 - 1 / fanout); width > 1; width /= fanout) level += 1;
  return level;
}

/** Keys of upper pages are shorter than those of leaves where the first bytes tell two pages apart, and longer by a row's address. */
const shortest = 0.4;
const longest = 8;

/** Whether the level depends on how long the keys of upper pages are. */
export function isNearStep(pages: number, keyBytes: number): boolean {
  return levelOf(pages, keyBytes * shortest) !== levelOf(pages * 1.1, keyBytes + longest);
}
