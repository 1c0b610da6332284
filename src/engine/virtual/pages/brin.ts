import { linePointer, pageHeader, pageSize } from './format';

/** A BRIN index's file, in the layout of src/include/access/brin_page.h. */

/** BrinMetaPageData, from the start of the page. */
const meta = { pagesPerRange: 32, lastRevmapPage: 36 } as const;
const regularPage = 0xf093;
/** Bytes at the end of each page. */
export const special = 8;
/** REVMAP_PAGE_MAXITEMS, src/include/access/brin_page.h: a tuple's place takes 6 bytes. */
const revmapItems = Math.floor((pageSize - pageHeader - special) / 6);

/** Ranges of heap pages with a summary each; a table without rows has one. */
export const rangesOf = (heapPages: number, pagesPerRange: number): number =>
  Math.max(1, Math.ceil(heapPages / pagesPerRange));

/** Block of the last page of the range map, which begins after the meta page (revmap_physical_extend, brin_revmap.c). */
export const lastRevmapPage = (heapPages: number, pagesPerRange: number): number =>
  Math.ceil(rangesOf(heapPages, pagesPerRange) / revmapItems);

export interface BrinContent {
  readonly pagesPerRange: number;
  /** Mean bytes of a summary tuple. */
  readonly tupleSize: number;
}

export function readBrin(file: Buffer): BrinContent {
  let tuples = 0;
  let bytes = 0;
  for (let page = pageSize; page + pageSize <= file.length; page += pageSize) {
    if (file.readUInt16LE(page + pageSize - 2) !== regularPage) continue;
    const end = page + file.readUInt16LE(page + 12);
    for (let item = page + pageHeader; item < end; item += linePointer) {
      tuples += 1;
      bytes += file.readUInt32LE(item) >>> 17;
    }
  }
  return {
    pagesPerRange: pagesPerRangeOf(file),
    tupleSize: tuples === 0 ? 24 : bytes / tuples,
  };
}

/** The `pages_per_range` that an index was created with. */
const pagesPerRangeOf = (file: Buffer): number => file.readUInt32LE(meta.pagesPerRange);

/** The file of an index, as far as the planner reads it, over a table with this number of pages. */
export function withHeapPages(file: Buffer, heapPages: number): Buffer {
  return withLastRevmapPage(file, lastRevmapPage(heapPages, pagesPerRangeOf(file)));
}

/** The file of an index whose range map ends elsewhere: the planner reads that (brinGetStats). */
export function withLastRevmapPage(file: Buffer, page: number): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(page, meta.lastRevmapPage);
  return changed;
}
