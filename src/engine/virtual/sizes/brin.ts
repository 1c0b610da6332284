import { linePointer, pageHeader, pageSize } from '../pages/format';

const special = 8;
/** REVMAP_PAGE_MAXITEMS, src/include/access/brin_page.h: a tuple's place takes 6 bytes. */
const revmapItems = Math.floor((pageSize - pageHeader - special) / 6);

export interface BrinPages {
  readonly pages: number;
  /** Block of the last page of the range map: the meta page names it. */
  readonly lastRevmapPage: number;
}

/** Pages of a BRIN index: the meta page, the range map, and one summary tuple for each range of heap pages. */
export function brinPages(heapPages: number, pagesPerRange: number, tupleSize: number): BrinPages {
  const ranges = Math.max(1, Math.ceil(heapPages / pagesPerRange));
  const revmap = Math.ceil(ranges / revmapItems);
  const perPage = Math.floor((pageSize - pageHeader - special) / (tupleSize + linePointer));
  return { pages: 1 + revmap + Math.ceil(ranges / perPage), lastRevmapPage: revmap };
}
