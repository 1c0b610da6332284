import { align, linePointer, pageHeader, pageSize } from './format';
import type { KeyGroups } from './key-law';

/** One b-tree, as CREATE INDEX would build it. Sizes in bytes, alignment included. */
export interface BtreeShape {
  /** Mean size of a leaf tuple that holds one row. */
  readonly tupleSize: number;
  /** Mean size of a tuple that leads to a page of the level below. */
  readonly pivotSize: number;
  readonly fillfactor: number;
  /** Equal keys share one posting list. */
  readonly deduplicates: boolean;
}

export interface BtreePages {
  /** All pages, the meta page included. */
  readonly pages: number;
  /** Level of the root, 0 where it is a leaf: what the planner calls the height. */
  readonly level: number;
}

/** sizeof(BTPageOpaqueData), src/include/access/nbtree.h. */
const special = 16;
/** BTREE_NONLEAF_FILLFACTOR. */
const internalFillfactor = 70;
/** `dstate->maxpostingsize` of _bt_load, nbtsort.c: a posting list is at most this long in a build. */
const maxPosting = Math.floor((pageSize * 10) / 100 / 8) * 8 - linePointer;
const tidSize = 6;
/** Leaf tuples that are laid out to learn how many pages a class of keys takes. */
const laidOut = 40_000;

/** Pages and height of a b-tree over these groups of equal keys. */
export function btreePages(shape: BtreeShape, groups: readonly KeyGroups[]): BtreePages {
  let leaves = 0;
  for (const group of groups) leaves += leafPages(shape, group);
  let width = Math.max(1, Math.round(leaves));
  let pages = 1 + width;
  let level = 0;
  const fanout = internalFanout(shape.pivotSize);
  while (width > 1) {
    width = Math.ceil(width / fanout);
    pages += width;
    level += 1;
  }
  return { pages, level };
}

/** Leaf pages, not rounded, of `rows` rows in equal-sized groups. */
function leafPages(shape: BtreeShape, { rows, perKey }: KeyGroups): number {
  if (rows <= 0) return 0;
  const leaf = pageFiller(fullAt(shape.fillfactor), true);
  const base = align(shape.tupleSize);
  if (!shape.deduplicates) {
    // The mean size is kept as it is: rounded up to 8 it would only be right where all tuples are equal.
    for (let k = 0; k < laidOut; k += 1) leaf.add(shape.tupleSize, 0);
    return (rows * leaf.pages()) / laidOut;
  }
  const capacity = Math.floor((Math.floor(maxPosting / 8) * 8 - base) / tidSize);
  let laid = 0;
  let tuples = 0;
  while (tuples < laidOut && laid < rows) {
    for (let left = perKey(tuples); left > 0; tuples += 1) {
      const held = Math.max(1, Math.min(left, capacity));
      const size = held === 1 ? shape.tupleSize : align(base + held * tidSize);
      leaf.add(size, held === 1 ? 0 : size - base);
      left -= held;
      laid += held;
      if (tuples > laidOut) break;
    }
  }
  return (rows * leaf.pages()) / laid;
}

function internalFanout(pivotSize: number): number {
  const filler = pageFiller(fullAt(internalFillfactor), false);
  for (let k = 0; k < laidOut; k += 1) filler.add(pivotSize, 0);
  return laidOut / filler.pages();
}

/** BTGetTargetPageFreeSpace: bytes that are left free when a page counts as full. */
function fullAt(fillfactor: number): number {
  return Math.floor((pageSize * (100 - fillfactor)) / 100);
}

/**
 * Fills pages as _bt_buildadd (src/backend/access/nbtree/nbtsort.c) does: a page is closed when the next tuple
 * would not fit, or when less than the fillfactor's share is left; the last tuple then moves on to the next
 * page and leaves its key behind as the high key. `extra` is what suffix truncation will win back from the
 * last tuple: its posting list.
 */
function pageFiller(
  full: number,
  leaf: boolean,
): { add(size: number, extra: number): void; pages(): number } {
  const empty = pageSize - pageHeader - special - linePointer;
  const reserve = leaf ? align(tidSize) : 0;
  let closed = 0;
  let free = empty;
  let items = 0;
  let lastSize = 0;
  let lastExtra = 0;
  return {
    add(size, extra) {
      const space = free - linePointer;
      if (space < size + reserve || (space + lastExtra < full && items > 1)) {
        closed += 1;
        free = empty - lastSize - linePointer;
        items = 1;
      }
      free -= size + linePointer;
      items += 1;
      lastSize = size;
      lastExtra = extra;
    },
    // The open page counts by what it holds, so that a short run stands for a long one.
    pages: () => closed + Math.min(1, (empty - free) / Math.max(1, empty - full)),
  };
}
