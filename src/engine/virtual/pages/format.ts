/** Sizes of PostgreSQL's pages, for the 8 kB that every distributed build has. */

export const pageSize = 8192;
/** SizeOfPageHeaderData, src/include/storage/bufpage.h. */
export const pageHeader = 24;
/** sizeof(ItemIdData): a line pointer. */
export const linePointer = 4;
/** RELSEG_SIZE: pages in one file of a relation. */
export const segmentPages = 131072;
/** MaxBlockNumber: no relation has more pages. */
export const maxPages = 2 ** 32 - 2;

/** MAXALIGN: the next multiple of 8. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
