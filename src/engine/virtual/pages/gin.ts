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

/**
 * The keys of the whole table. Those seen often keep their share of the rows. Those seen seldom are of two
 * kinds: a stock of equally common keys of which the sample saw a part, and keys that each row brings anew.
 * Rows fall on a stock by chance, so the keys seen twice and thrice tell how large it is; what it leaves
 * unexplained of the keys seen once is new with each row.
 */
function growKeys(seen: readonly GinKeys[], sampled: number, rows: number): readonly KeyShare[] {
  const times = (count: number): number => seen.find((key) => key.rows === count)?.keys ?? 0;
  const [once, twice, thrice] = [times(1), times(2), times(3)];
  // Poisson: keys seen thrice over keys seen twice are a third of the mean.
  const mean = thrice >= 10 ? (3 * thrice) / twice : (2 * twice) / Math.max(1, once);
  const stock = twice < 10 ? 0 : (twice * 2) / (mean ** 2 * Math.exp(-mean));
  // Chance alone makes no key of the stock more common than this.
  const few = Math.max(2, Math.ceil(mean + 4 * Math.sqrt(mean)));
  const often = seen.filter((key) => key.rows > few);
  const seldom = seen.filter((key) => key.rows <= few);
  const total = sum(seldom, ({ keys }) => keys);
  const keySize = total === 0 ? 0 : sum(seldom, (key) => key.keys * key.keySize) / total;
  const stockOnce = Math.min(once, stock * mean * Math.exp(-mean));
  const repeated = total - once;
  const repeatedRows = sum(seldom, (key) => key.keys * key.rows) - once;
  const stockKeys = stock === 0 ? repeated : stock * Math.exp(-mean) + stockOnce + repeated;
  const stockShare = (repeatedRows + (stock === 0 ? 0 : stockOnce)) / stockKeys / sampled;
  const fresh = ((once - (stock === 0 ? 0 : stockOnce)) * rows) / sampled;
  return [
    ...often.map((key) => present(key.keys, key.rows / sampled, rows, key.keySize)),
    ...(stockKeys > 0 ? [present(stockKeys, stockShare, rows, keySize)] : []),
    ...(fresh > 0 ? [{ keys: fresh, share: 1 / rows, keySize }] : []),
  ];
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Of keys with this share of the rows, those that so many rows have met, and what these have then. */
function present(keys: number, share: number, rows: number, keySize: number): KeyShare {
  const met = -Math.expm1(-share * rows);
  return { keys: keys * met, share: share / met, keySize };
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
