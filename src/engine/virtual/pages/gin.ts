import type { GinKeys, GinStatistics } from '../files/gin-page';
import { align, linePointer, pageHeader, pageSize } from './format';

const special = 8;
/** GinDataPageMaxDataSize, src/include/access/ginblock.h. */
const dataPage = pageSize - pageHeader - align(6) - special;
/** GinMaxItemSize: a longer list of rows moves into a tree of its own. */
const inlineLimit = 2712;
/** GinPostingListSegmentTargetSize, and the header of a list: its first row and its length. */
const segment = 256;
const listHeader = 8;
/** A page of the entry tree without its header and special space. */
const entryPage = pageSize - pageHeader - special;

/** Pages of a GIN index over `rows` rows, from its keys in a sample of `sampled`. */
export function ginPages(
  seen: readonly GinKeys[],
  sampled: number,
  rows: number,
  rowsPerPage: number,
): GinStatistics {
  let entries = 0;
  let bytes = 0;
  let squares = 0;
  let keyBytes = 0;
  let dataPages = 0;
  for (const { keys, share, keySize } of growKeys(seen, sampled, rows)) {
    const each = Math.max(1, share * rows);
    const perRow = bytesPerRow(share, rowsPerPage);
    const whole = keySize + listHeader + (each - 1) * perRow;
    const inTree = whole > inlineLimit;
    const entry = (inTree ? keySize : whole) + linePointer;
    if (inTree) dataPages += keys * treePages(each, perRow);
    entries += keys;
    bytes += keys * entry;
    squares += keys * entry ** 2;
    keyBytes += keys * keySize;
  }
  const leaves = Math.max(1, Math.ceil(bytes / filled(squares / bytes)));
  const fanout = filled(0) / (keyBytes / entries + linePointer);
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

/**
 * Bytes that a build leaves on a page of the entry tree: keys come in order, so a page stays as its split left
 * it, half full and a part of an entry more.
 */
function filled(meanEntry: number): number {
  return entryPage / 2 + 0.6 * meanEntry;
}

interface KeyShare {
  readonly keys: number;
  readonly share: number;
  readonly keySize: number;
}

/** Keys with at most so many rows in the sample have others like them that were not seen at all. */
const few = 4;

/**
 * The keys of the whole table. Those seen often keep their share of the rows. Those seen seldom are of two
 * kinds: a stock of equally common keys of which the sample saw a part, and keys that each row brings anew.
 * Rows fall on a stock by chance, so the keys seen twice and thrice tell how large it is; what it leaves
 * unexplained of the keys seen once is new with each row.
 */
function growKeys(keys: readonly GinKeys[], sampled: number, rows: number): readonly KeyShare[] {
  const often = keys.filter((key) => key.rows > few);
  const seldom = keys.filter((key) => key.rows <= few);
  const grown = often.map((key) => ({ ...key, share: key.rows / sampled }));
  const seen = (times: number): number => seldom.find((key) => key.rows === times)?.keys ?? 0;
  const total = seldom.reduce((sum, key) => sum + key.keys, 0);
  if (total === 0) return grown;
  const keySize = seldom.reduce((sum, key) => sum + key.keys * key.keySize, 0) / total;
  const [once, twice, thrice] = [seen(1), seen(2), seen(3)];
  // Poisson: keys seen thrice over keys seen twice are a third of the mean.
  const mean = thrice >= 10 ? (3 * thrice) / twice : (2 * twice) / Math.max(1, once);
  const stock = twice < 10 ? 0 : (twice * 2) / (mean ** 2 * Math.exp(-mean));
  const stockOnce = Math.min(once, stock * mean * Math.exp(-mean));
  const stockSeldom =
    stock === 0 ? total - once : stock * Math.exp(-mean) + stockOnce + total - once;
  const share = (stock === 0 ? 2 : mean) / sampled;
  // At few rows a part of the stock is still unused.
  const used = 1 - Math.exp(-share * rows);
  const fresh = ((once - stockOnce) * rows) / sampled;
  return [
    ...grown,
    { keys: stockSeldom * used, share: share / used, keySize },
    { keys: fresh, share: 1 / rows, keySize },
  ].filter((each) => each.keys > 0);
}

/** Pages of one posting tree: full leaves, since a build appends to its right, and the pages above. */
function treePages(rows: number, perRow: number): number {
  const perSegment = 1 + (segment - listHeader) / perRow;
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
