import { linePointer, pageHeader, pageSize } from './format';

/** A BRIN index's file, in the layout of src/include/access/brin_page.h. */

/** BrinMetaPageData, from the start of the page. */
const meta = { pagesPerRange: 32, lastRevmapPage: 36 } as const;
const regularPage = 0xf093;

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
    pagesPerRange: file.readUInt32LE(meta.pagesPerRange),
    tupleSize: tuples === 0 ? 24 : bytes / tuples,
  };
}

/** The file of an index whose range map ends elsewhere: the planner reads that (brinGetStats). */
export function withLastRevmapPage(file: Buffer, page: number): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(page, meta.lastRevmapPage);
  return changed;
}
