import { align, linePointer, pageHeader, pageSize } from './format';

/** A GIN index's file, in the layout of src/include/access/ginblock.h. */

const special = pageSize - 8;
const flag = { data: 1, leaf: 2, meta: 8 } as const;
/** GinMetaPageData's counters, from the start of the page. */
const meta = {
  pendingPages: 36,
  totalPages: 48,
  entryPages: 52,
  dataPages: 56,
  entries: 64,
} as const;
/** GIN_TREE_POSTING: the rows of the key stand in a tree of their own. */
const inTree = 0xffff;
const sizeMask = 0x1fff;
/** A list's first row and its length in bytes. */
const listHeader = 8;
/** Posting lists on data pages begin behind the page's right bound. */
const listStart = pageHeader + align(6);

/** Keys that have equally many rows in the sample. */
export interface GinKeys {
  readonly rows: number;
  readonly keys: number;
  /** Mean bytes of an entry without its list of rows: header and key, aligned. */
  readonly keySize: number;
}

export interface GinStatistics {
  readonly totalPages: number;
  readonly entryPages: number;
  readonly dataPages: number;
  readonly entries: number;
  /** Pages of the list of rows that are not yet in the tree; none where absent. */
  readonly pendingPages?: number;
}

/** The file with counters of another size: the planner reads them from the meta page (ginGetStats). */
export function withGinStatistics(file: Buffer, statistics: GinStatistics): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(statistics.pendingPages ?? 0, meta.pendingPages);
  changed.writeUInt32LE(statistics.totalPages, meta.totalPages);
  changed.writeUInt32LE(statistics.entryPages, meta.entryPages);
  changed.writeUInt32LE(statistics.dataPages, meta.dataPages);
  changed.writeBigInt64LE(BigInt(statistics.entries), meta.entries);
  return changed;
}

/** Reads all keys of a GIN index that was just built, and how many rows each has. */
export function readGin(file: Buffer): readonly GinKeys[] {
  const byRows = new Map<number, { keys: number; bytes: number }>();
  for (let page = pageSize; page + pageSize <= file.length; page += pageSize) {
    const flags = file.readUInt16LE(page + special + 6);
    if ((flags & (flag.data | flag.meta)) !== 0 || (flags & flag.leaf) === 0) continue;
    const items = (file.readUInt16LE(page + 12) - pageHeader) / linePointer;
    for (let item = 0; item < items; item += 1) {
      const tuple = page + (file.readUInt32LE(page + pageHeader + item * linePointer) & 0x7fff);
      const { rows, bytes } = readEntry(file, tuple);
      const known = byRows.get(rows) ?? { keys: 0, bytes: 0 };
      byRows.set(rows, { keys: known.keys + 1, bytes: known.bytes + bytes });
    }
  }
  return [...byRows]
    .map(([rows, all]) => ({ rows, keys: all.keys, keySize: all.bytes / all.keys }))
    .sort((a, b) => a.rows - b.rows);
}

/** An entry's rows, and its bytes without them: they stand behind the key, or in a tree. */
function readEntry(file: Buffer, tuple: number): { rows: number; bytes: number } {
  const size = file.readUInt16LE(tuple + 6) & sizeMask;
  const posting = file.readUInt16LE(tuple + 4);
  const block = ((file.readUInt16LE(tuple) << 16) | file.readUInt16LE(tuple + 2)) >>> 0;
  if (posting === inTree) return { rows: treeRows(file, block), bytes: size };
  return { rows: posting, bytes: block & 0x7fffffff };
}

/** Rows in a posting tree: down its left side, then along its leaves. */
function treeRows(file: Buffer, root: number): number {
  let block = root;
  const at = () => block * pageSize;
  while ((file.readUInt16LE(at() + special + 6) & flag.leaf) === 0) {
    block = (file.readUInt16LE(at() + listStart) << 16) | file.readUInt16LE(at() + listStart + 2);
  }
  let rows = 0;
  while (block !== 0xffffffff && block * pageSize < file.length) {
    const end = at() + file.readUInt16LE(at() + 12);
    for (let list = at() + listStart; list < end;) {
      const length = file.readUInt16LE(list + 6);
      rows += 1;
      // Each further row is one number of 7 bits a byte; its last byte has the high bit clear.
      for (let k = 0; k < length; k += 1)
        if (((file[list + listHeader + k] as number) & 0x80) === 0) rows += 1;
      list += listHeader + length + (length % 2);
    }
    block = file.readUInt32LE(at() + special);
  }
  return rows;
}
