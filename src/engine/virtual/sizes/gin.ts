import type { GinStatistics } from '../pages/gin';
import { align, linePointer, pageHeader, pageSize } from '../pages/format';
import { type GinEntries, ginLeaves } from './gin-leaves';
import { perKey } from '../keys/rows-per-key';
import type { SizedGinKeys } from '../keys/fit-gin-keys';

const special = 8;
/** GinDataPageMaxDataSize, src/include/access/ginblock.h. */
const dataPage = pageSize - pageHeader - align(6) - special;
/** GinMaxItemSize: a longer list of rows moves into a tree of its own. */
const inlineLimit = 2712;
/** GinPostingListSegmentTargetSize, and the header of a list: its first row and its length. */
const segment = 256;
const listHeader = 8;
/** GIN_PAGE_FREESIZE, src/include/access/ginblock.h: a page of the entry tree without its header and special space. */
export const entryPage = pageSize - pageHeader - special;

/** Pages of a GIN index over `rows` rows. */
export function ginPages(
  keyDistribution: SizedGinKeys,
  rows: number,
  rowsPerPage: number,
): GinStatistics {
  const found: GinEntries[] = [];
  let entries = 0;
  let keyBytes = 0;
  let dataPages = 0;
  for (const { keys, mean, keySize } of metKeys(keyDistribution, rows)) {
    const sizes = bytesPerRow(mean / rows, rowsPerPage);
    const perRow = sizes.reduce((sum, { share, bytes: each }) => sum + share * each, 0);
    const short = paddings(sizes);
    for (const { share, each } of rowCounts(mean)) {
      // GinFormTuple, src/backend/access/gin/ginentrypage.c.
      const whole = keySize + listHeader + (each - 1) * perRow + (short[each - 1] ?? anywhere);
      const inTree = whole > inlineLimit;
      const entry = (inTree ? keySize : whole) + linePointer;
      const alike = keys * share;
      if (inTree) dataPages += alike * treePages(each, perRow);
      entries += alike;
      found.push({ count: alike, size: entry });
      keyBytes += alike * keySize;
    }
  }
  const leaves = ginLeaves(found, entryPage);
  // Upper pages stay half full as well.
  const fanout = entryPage / 2 / (keyBytes / entries + linePointer);
  const entryPages = leaves + upperPages(leaves, Math.max(4, fanout));
  const data = Math.round(dataPages);
  // The meta page comes on top.
  return {
    totalPages: 1 + entryPages + data,
    entryPages,
    dataPages: data,
    entries: Math.round(entries),
  };
}

interface MetKeys {
  /** Keys with a row at least. */
  readonly keys: number;
  /** Rows that a key has on average, those without any counted. */
  readonly mean: number;
  readonly keySize: number;
}

/** From here on the rows of a key differ too little by chance to matter. */
const manyRows = 40;
const draws = 48;
/** Mean of keys that no second row will have. */
const hardlyAny = 1e-3;

/** How many rows keys have that have this many on average, and one at least. */
function rowCounts(mean: number): readonly { readonly share: number; readonly each: number }[] {
  if (mean > manyRows) return [{ share: 1, each: mean }];
  const count = perKey(mean, 1);
  return Array.from({ length: draws }, (_, k) => ({ share: 1 / draws, each: count(k) }));
}

/** The keys that at least one of so many rows has. */
function metKeys({ classes, fresh }: SizedGinKeys, rows: number): readonly MetKeys[] {
  return [
    ...classes.map(({ keys, share, keySize }) => {
      const mean = share * rows;
      return { keys: keys * -Math.expm1(-mean), mean, keySize };
    }),
    ...(fresh.keys > 0
      ? [{ keys: fresh.keys * rows, mean: hardlyAny, keySize: fresh.keySize }]
      : []),
  ];
}

/** Pages of one posting tree: full leaves, since a build appends to its right, and the pages above. */
function treePages(rows: number, perRow: number): number {
  const perSegment = 1 + (segment - listHeader) / perRow;
  const leaves = Math.ceil(rows / perSegment / Math.floor(dataPage / segment));
  return leaves + upperPages(leaves, Math.floor(dataPage / 10));
}

function upperPages(leaves: number, fanout: number): number {
  let pages = 0;
  for (let width = leaves; width > 1; pages += width) width = Math.ceil(width / fanout);
  return pages;
}

const quantiles = 48;

interface ByteCount {
  readonly bytes: number;
  /** Share of the rows that take so many. */
  readonly share: number;
}

/**
 * Bytes of a row in a compressed list: the distance to the one before, 7 bits a byte, with a page's number
 * 11 bits above a row's (src/backend/access/gin/ginpostinglist.c).
 */
function bytesPerRow(share: number, rowsPerPage: number): readonly ByteCount[] {
  const shares = new Map<number, number>();
  for (let k = 0; k < quantiles; k += 1) {
    const gap = Math.max(1, Math.round(-Math.log(1 - (k + 0.5) / quantiles) / share));
    const from = (k * 0.6180339887498949 * rowsPerPage) % rowsPerPage;
    const pages = Math.floor((from + gap) / rowsPerPage);
    const distance = pages === 0 ? gap : pages * 2048 + ((from + gap) % rowsPerPage) - from;
    const bytes = Math.ceil(Math.log2(Math.max(2, distance + 1)) / 7);
    shares.set(bytes, (shares.get(bytes) ?? 0) + 1 / quantiles);
  }
  return [...shares].map(([bytes, each]) => ({ bytes, share: each }));
}

/** Lists are aligned to so many bytes. */
const alignment = 8;
/** Lists of so many rows and more end anywhere. */
const fewRows = 24;
const anywhere = (alignment - 1) / 2;

/** Mean bytes that the list of a row and so many more is short of its aligned length, where these are few. */
function paddings(sizes: readonly ByteCount[]): readonly number[] {
  let ends: readonly number[] = [1, ...Array<number>(alignment - 1).fill(0)];
  return Array.from({ length: fewRows }, () => {
    const padding = ends.reduce(
      (sum, part, end) => sum + part * ((alignment - end) % alignment),
      0,
    );
    const before = ends;
    ends = before.map((_, end) =>
      sizes.reduce((sum, { bytes, share }) => {
        const from = (end - bytes + 2 * alignment) % alignment;
        return sum + share * (before[from] as number);
      }, 0),
    );
    return padding;
  });
}
