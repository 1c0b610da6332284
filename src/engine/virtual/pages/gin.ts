import type { GinContent, GinKeys, GinStatistics } from '../files/gin-page';
import { align, linePointer, pageHeader, pageSize } from './format';

const special = 8;
/** GinDataPageMaxDataSize, src/include/access/ginblock.h. */
const dataPage = pageSize - pageHeader - align(6) - special;
/** GinMaxItemSize: a longer list of rows moves into a tree of its own. */
const inlineLimit = 2712;
/** GinPostingListSegmentMaxSize's target, and the header of a segment: its first row and its length. */
const segment = 256;
const segmentHeader = 8;
/** Leaf pages that a build leaves half full when it splits them in key order. */
const usualEntryBytes = 5_200;

/** Pages of a GIN index over `rows` rows, from its keys in a sample of `sampled`. */
export function ginPages(
  content: GinContent,
  sampled: number,
  rows: number,
  rowsPerPage: number,
): GinStatistics {
  let entries = 0;
  let entryBytes = 0;
  let dataPages = 0;
  for (const { keys, share, keySize } of growKeys(content.keys, sampled, rows)) {
    const each = Math.max(1, share * rows);
    const listBytes = segmentHeader + (each - 1) * bytesPerRow(share, rowsPerPage);
    const inline = align(keySize + listBytes);
    entries += keys;
    if (inline <= inlineLimit) {
      entryBytes += keys * (inline + linePointer);
    } else {
      entryBytes += keys * (align(keySize) + linePointer);
      dataPages += keys * treePages(each, bytesPerRow(share, rowsPerPage));
    }
  }
  const perPage = content.entryPages >= 8 ? content.bytesPerEntryPage : usualEntryBytes;
  const leaves = Math.max(1, Math.ceil(entryBytes / perPage));
  const meanEntry = entries === 0 ? 24 : Math.min(inlineLimit, entryBytes / entries);
  const entryPages =
    leaves + upperPages(leaves, Math.max(4, Math.floor(perPage / Math.min(meanEntry, 40))));
  const data = Math.round(dataPages);
  return {
    // The meta page and the list of pending rows, which is empty, come on top.
    totalPages: 2 + entryPages + data,
    entryPages,
    dataPages: data,
    entries: Math.round(entries),
  };
}

interface KeyShare {
  readonly keys: number;
  readonly share: number;
  readonly keySize: number;
}

/** Keys with so few rows in the sample that others like them were not seen at all. */
const few = 4;

/**
 * The keys of the whole table. Those seen often keep their share of the rows. Of those seen once, twice or
 * thrice, the number of pairs tells how many there are in all: with pairs, a fixed stock of keys of which the
 * sample saw a part; without, keys that each row brings anew.
 */
function growKeys(keys: readonly GinKeys[], sampled: number, rows: number): readonly KeyShare[] {
  const often = keys.filter((key) => key.rows > few);
  const seldom = keys.filter((key) => key.rows <= few);
  const grown = often.map(({ keys: count, rows: each, keySize }) => ({
    keys: count,
    share: each / sampled,
    keySize,
  }));
  const mass = seldom.reduce((sum, key) => sum + key.keys * key.rows, 0);
  if (mass === 0) return grown;
  const keySize =
    seldom.reduce((sum, key) => sum + key.keys * key.keySize, 0) /
    seldom.reduce((sum, key) => sum + key.keys, 0);
  const once = seldom.find((key) => key.rows === 1)?.keys ?? 0;
  const twice = seldom.find((key) => key.rows === 2)?.keys ?? 0;
  const expected = once > 0 ? (2 * twice) / once : few;
  const stock = twice < 3 ? Infinity : mass / expected;
  const keysInAll = Math.min(stock, (mass * rows) / sampled);
  return [...grown, { keys: keysInAll, share: mass / sampled / keysInAll, keySize }];
}

/** Pages of one posting tree: full leaves, since a build appends to its right, and the pages above. */
function treePages(rows: number, perRow: number): number {
  const perSegment = 1 + (segment - segmentHeader) / perRow;
  const leaves = Math.ceil((rows / perSegment) * (segment / dataPage));
  return leaves + upperPages(leaves, Math.floor(dataPage / 10));
}

function upperPages(leaves: number, fanout: number): number {
  let pages = 0;
  for (let width = leaves; width > 1; pages += width) width = Math.ceil(width / fanout);
  return pages;
}

const quantiles = 48;

/**
 * Mean bytes of a row in a compressed list: the distance to the one before, 7 bits a byte, with a page's number
 * 11 bits above a row's (src/backend/access/gin/ginpostinglist.c).
 */
function bytesPerRow(share: number, rowsPerPage: number): number {
  let bytes = 0;
  for (let k = 0; k < quantiles; k += 1) {
    const gap = Math.max(1, Math.round(-Math.log(1 - (k + 0.5) / quantiles) / share));
    const from = (k * 0.6180339887498949 * rowsPerPage) % rowsPerPage;
    const pages = Math.floor((from + gap) / rowsPerPage);
    const distance = pages === 0 ? gap : pages * 2048 + ((from + gap) % rowsPerPage) - from;
    bytes += Math.ceil(Math.log2(Math.max(2, distance + 1)) / 7);
  }
  return bytes / quantiles;
}
