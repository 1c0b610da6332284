import { lastRevmapPage, rangesOf, special } from '../pages/brin';
import { linePointer, pageHeader, pageSize } from '../pages/format';

export interface BrinPages {
  readonly pages: number;
  /** Block of the last page of the range map: the meta page names it. */
  readonly lastRevmapPage: number;
}

/** Pages of a BRIN index: the meta page, the range map, and one summary tuple for each range of heap pages. */
export function brinPages(heapPages: number, pagesPerRange: number, tupleSize: number): BrinPages {
  const ranges = rangesOf(heapPages, pagesPerRange);
  const revmap = lastRevmapPage(heapPages, pagesPerRange);
  const perPage = Math.floor((pageSize - pageHeader - special) / (tupleSize + linePointer));
  return { pages: 1 + revmap + Math.ceil(ranges / perPage), lastRevmapPage: revmap };
}
