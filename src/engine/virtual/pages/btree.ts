import { linePointer, pageHeader, pageSize } from './format';

/**
 * A b-tree's file: read to learn the sizes of its tuples, and given upper levels that it does not need.
 * The layout is that of src/include/access/nbtree.h and src/include/storage/bufpage.h, unchanged since
 * PostgreSQL 13.
 */

const special = pageSize - 16;
const specialOffset = { level: 8, flags: 12 } as const;
const flag = { leaf: 1, root: 2, deleted: 4, meta: 8, halfDead: 16 } as const;
/** BTMetaPageData, from the start of the page. */
const meta = { root: 32, level: 36, fastRoot: 40, fastLevel: 44, allEqualImage: 64 } as const;
/** sizeof(IndexTupleData): t_tid and t_info, before the key. */
const header = 8;
const altTid = 0x2000;
const sizeMask = 0x1fff;
const postingFlag = 0x2000;
const countMask = 0x0fff;

/** What the tuples of a built b-tree look like. */
export interface BtreeTuples {
  /** Rows, however many share a tuple. */
  readonly rows: number;
  /** Mean bytes of a leaf tuple if it held one row. */
  readonly tupleSize: number;
  /** How many keys have how many rows; columns that are only included make rows differ too. */
  readonly keys: readonly KeyCount[];
}

/** Keys that have equally many rows in a sample. */
export interface KeyCount {
  readonly rows: number;
  readonly keys: number;
}

/** Whether equal keys may be merged: the opclasses say so, and CREATE INDEX noted it. */
export function allEqualImage(file: Buffer): boolean {
  return file[meta.allEqualImage] === 1;
}

/** Reads every page of a b-tree that was just built. */
export function readBtree(file: Buffer): BtreeTuples {
  let rows = 0;
  let bytes = 0;
  const counts = new Map<number, number>();
  let last = file.subarray(0, 0);
  let held = 0;
  const close = (): void => {
    if (held > 0) counts.set(held, (counts.get(held) ?? 0) + 1);
    held = 0;
  };
  // The leaves of a tree that was just built follow each other in the order of their keys.
  for (let page = pageSize; page + pageSize <= file.length; page += pageSize) {
    const flags = file.readUInt16LE(page + special + specialOffset.flags);
    if ((flags & flag.leaf) === 0) continue;
    const rightmost = file.readUInt32LE(page + special + 4) === 0;
    const items = (file.readUInt16LE(page + 12) - pageHeader) / linePointer;
    // The first item of every page but the rightmost is its high key.
    for (let item = rightmost ? 0 : 1; item < items; item += 1) {
      const tuple = page + (file.readUInt32LE(page + pageHeader + item * linePointer) & 0x7fff);
      const info = file.readUInt16LE(tuple + 6);
      const offset = file.readUInt16LE(tuple + 4);
      const posting = (info & altTid) !== 0 && (offset & postingFlag) !== 0;
      // A posting list begins where the key ends: t_tid's block number holds the place.
      const size = posting
        ? (file.readUInt16LE(tuple) << 16) | file.readUInt16LE(tuple + 2)
        : info & sizeMask;
      const more = posting ? offset & countMask : 1;
      const key = file.subarray(tuple + header, tuple + size);
      if (!key.equals(last)) close();
      last = key;
      held += more;
      rows += more;
      bytes += size * more;
    }
  }
  close();
  return {
    rows,
    tupleSize: rows === 0 ? 16 : bytes / rows,
    keys: [...counts]
      .map(([times, keys]) => ({ rows: times, keys }))
      .sort((a, b) => a.rows - b.rows),
  };
}

/**
 * The first pages of a b-tree whose root is at `level`: the meta page, the leaf that the file has, and a chain
 * of upper pages that each lead to the one below. PostgreSQL makes such chains itself where deletions empty a
 * tree from the side; a search goes down it as through any other, and the planner reads `level` as the height.
 */
export function raiseBtree(file: Buffer, level: number): Buffer {
  const leaf = file.length > pageSize ? file.subarray(pageSize, 2 * pageSize) : emptyLeaf();
  const raised = Buffer.concat([file.subarray(0, pageSize), leaf]);
  const leafFlags = pageSize + special + specialOffset.flags;
  raised.writeUInt16LE(
    (raised.readUInt16LE(leafFlags) & ~flag.root) | (level === 0 ? flag.root : 0),
    leafFlags,
  );
  for (const at of [meta.root, meta.fastRoot]) raised.writeUInt32LE(level + 1, at);
  for (const at of [meta.level, meta.fastLevel]) raised.writeUInt32LE(level, at);
  const chain = Array.from({ length: level }, (_, k) => upperPage(k + 1, k + 1 === level));
  return Buffer.concat([raised, ...chain]);
}

/** Whether the leaf of a b-tree that was raised has no neighbour: a leaf that fills up is split (src/backend/access/nbtree/nbtinsert.c). */
export function hasOneLeaf(file: Buffer): boolean {
  const neighbours = pageSize + special;
  return file.readUInt32LE(neighbours) === 0 && file.readUInt32LE(neighbours + 4) === 0;
}

function emptyLeaf(): Buffer {
  const page = newPage(0);
  page.writeUInt16LE(flag.leaf, special + specialOffset.flags);
  return page;
}

/** A page with one tuple, which leads to the page before it in the file. */
function upperPage(level: number, isRoot: boolean): Buffer {
  const tuple = 8;
  const page = newPage(tuple);
  const at = special - tuple;
  // ItemIdData: offset, LP_NORMAL, length.
  page.writeUInt32LE((at | (1 << 15) | (tuple << 17)) >>> 0, pageHeader);
  // IndexTupleData: the block below in t_tid, no key columns, and the mark that t_tid says so.
  page.writeUInt16LE(0, at);
  page.writeUInt16LE(level, at + 2);
  page.writeUInt16LE(0, at + 4);
  page.writeUInt16LE(tuple | altTid, at + 6);
  page.writeUInt32LE(level, special + specialOffset.level);
  page.writeUInt16LE(isRoot ? flag.root : 0, special + specialOffset.flags);
  return page;
}

/** PageInit, with room taken for one tuple of this size; none for 0. */
function newPage(tuple: number): Buffer {
  const page = Buffer.alloc(pageSize);
  page.writeUInt16LE(pageHeader + (tuple > 0 ? linePointer : 0), 12);
  page.writeUInt16LE(special - tuple, 14);
  page.writeUInt16LE(special, 16);
  // PG_PAGE_LAYOUT_VERSION 4 beside the page size.
  page.writeUInt16LE(pageSize | 4, 18);
  return page;
}
