import { openMemo, topic } from '../once';
import { align, linePointer, pageHeader, pageSize } from '../pages/format';
import { perKey } from '../keys/rows-per-key';
import type { KeyGroups } from '../keys/key-distribution';

/** One b-tree, as CREATE INDEX would build it. Sizes in bytes, alignment included. */
export interface BtreeShape {
  /** Mean size of a leaf tuple that holds one row. */
  readonly tupleSize: number;
  /**
   * Mean size of a tuple that leads to a page of the level below, where this share of the leaf pages begins with
   * the key that the page before ends with.
   */
  readonly pivotSize: (split: number) => number;
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
const laidOut = 4_000;

/** Pages and height of a b-tree over these groups of equal keys. */
export function btreePages(shape: BtreeShape, groups: readonly KeyGroups[]): BtreePages {
  let leaves = 0;
  let split = 0;
  const mixed = shape.deduplicates ? mixable(groups) : [];
  if (mixed.length > 0) {
    const { pages, splits } = layOut(shape, mixed);
    const rows = mixed.reduce((sum, group) => sum + group.rows, 0);
    leaves += rows * pages;
    split += rows * splits;
  }
  for (const group of groups) {
    if (group.rows <= 0 || mixed.includes(group)) continue;
    const { pages, splits } = leavesOf(shape, group);
    leaves += group.rows * pages;
    split += group.rows * splits;
  }
  // Without a row there is no root yet.
  if (leaves === 0) return { pages: 1, level: 0 };
  let width = Math.max(1, Math.round(leaves));
  let pages = 1 + width;
  let level = 0;
  const fanout = internalFanout(shape.pivotSize(split / leaves));
  while (width > 1) {
    width = Math.ceil(width / fanout);
    pages += width;
    level += 1;
  }
  return { pages, level };
}

/** What one row adds: leaf pages, and those of them that end within the rows of one key. */
interface Leaves {
  readonly pages: number;
  readonly splits: number;
}

function leavesOf(shape: BtreeShape, group: KeyGroups): Leaves {
  if (!shape.deduplicates) return knownLeaves(shape, 1, 0);
  // Between two laid-out means the pages follow a straight line over the logarithm closely enough.
  const at = Math.log(Math.min(group.mean, manyRows)) / Math.log(meanStep);
  const below = Math.floor(at);
  const low = knownLeaves(shape, meanStep ** below, group.spread);
  const high = knownLeaves(shape, meanStep ** (below + 1), group.spread);
  const between = (a: number, b: number): number => a + (b - a) * (at - below);
  return { pages: between(low.pages, high.pages), splits: between(low.splits, high.splits) };
}

/** So few classes are laid out together. */
const fewGroups = 8;
/** Least share of the keys of a class whose keys are met all over the index. */
const common = 0.02;

/** Classes whose keys stand among each other: small tuples fill what large ones leave of a page. */
function mixable(groups: readonly KeyGroups[]): readonly KeyGroups[] {
  if (groups.length > fewGroups) return [];
  const keys = (of: KeyGroups): number => of.rows / Math.max(1, of.mean);
  const all = groups.reduce((sum, group) => sum + keys(group), 0);
  return groups.filter((group) => group.rows > 0 && keys(group) >= common * all);
}

/** Ratio of neighbouring means that are laid out. */
const meanStep = 1.1;
/** From here on a key's rows fill their posting lists, and more rows change nothing. */
const manyRows = 4_000;

const leaves = topic<Leaves>('run');
/** Of figures alone: the same in every run. */
const once = openMemo();

function knownLeaves(shape: BtreeShape, mean: number, spread: number): Leaves {
  const { tupleSize, fillfactor, deduplicates } = shape;
  const key = [tupleSize, fillfactor, deduplicates, mean, spread].join(' ');
  return once(leaves, key, () => layOut(shape, [{ rows: mean, mean, spread }]));
}

/** Lays leaf tuples of these classes out in key order, as _bt_load (nbtsort.c) does, and counts the pages they take. */
function layOut(shape: BtreeShape, groups: readonly KeyGroups[]): Leaves {
  const leaf = pageFiller(fullAt(shape.fillfactor), true);
  // Aligned already, or the mean of sizes that are.
  const base = shape.tupleSize;
  const capacity = Math.floor((Math.floor(maxPosting / 8) * 8 - base) / tidSize);
  const classes = groups.map(({ rows, mean, spread }) => ({
    share: rows / mean,
    met: 0,
    rowsOf: shape.deduplicates ? perKey(Math.min(mean, manyRows), spread) : () => 1,
  }));
  let laid = 0;
  for (let tuples = 0, key = 0; tuples < laidOut; key += 1) {
    // The class that is furthest behind its share of the keys.
    const next = classes.reduce((best, one) =>
      (one.met + 1) / one.share < (best.met + 1) / best.share ? one : best,
    );
    const rows = next.rowsOf(next.met);
    next.met += 1;
    for (let left = rows; left > 0; tuples += 1) {
      const held = Math.max(1, Math.min(left, capacity));
      const size = held === 1 ? base : base + align(held * tidSize);
      leaf.add(size, held === 1 ? 0 : size - base, key);
      left -= held;
      laid += held;
    }
  }
  return { pages: leaf.pages() / laid, splits: leaf.splits() / laid };
}

function internalFanout(pivotSize: number): number {
  const filler = pageFiller(fullAt(internalFillfactor), false);
  for (let k = 0; k < laidOut; k += 1) filler.add(pivotSize, 0, k);
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
): { add(size: number, extra: number, key: number): void; pages(): number; splits(): number } {
  const empty = pageSize - pageHeader - special - linePointer;
  const reserve = leaf ? align(tidSize) : 0;
  let closed = 0;
  let free = empty;
  let items = 0;
  let lastSize = 0;
  let lastExtra = 0;
  let lastKey = -1;
  let keyBefore = -1;
  let splits = 0;
  return {
    add(size, extra, key) {
      const gist = free - linePointer;
      if (gist < size + reserve || (gist + lastExtra < full && items > 1)) {
        closed += 1;
        // The last tuple begins the next page, and the one before it ends this one.
        if (lastKey === keyBefore) splits += 1;
        free = empty - lastSize - linePointer;
        items = 1;
      }
      free -= size + linePointer;
      items += 1;
      lastSize = size;
      lastExtra = extra;
      keyBefore = lastKey;
      lastKey = key;
    },
    // The open page counts by what it holds, so that a short run stands for a long one.
    splits: () => splits,
    pages: () => closed + Math.min(1, (empty - free) / Math.max(1, empty - full)),
  };
}
