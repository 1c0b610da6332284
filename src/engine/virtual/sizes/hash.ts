import { type KeyDistribution, keyGroups } from '../keys/key-distribution';
import { align, linePointer, pageHeader, pageSize } from '../pages/format';

const special = 16;
/** A tuple holds nothing but the hash: IndexTupleData and 4 bytes. */
const tupleSize = align(8) + align(4) + linePointer;
const capacity = Math.floor((pageSize - pageHeader - special) / tupleSize);
const defaultFillfactor = 75;

/**
 * Pages of a hash index, overflow pages included (src/backend/access/hash/hashpage.c).
 *
 * @param expected rows that the table seems to have when the index is built: a build begins with buckets for
 *   these (hashbuild, hash.c), and splits them one by one as more rows come
 */
export function hashPages(
  keyDistribution: KeyDistribution,
  rows: number,
  expected: number,
  fillfactor = defaultFillfactor,
): number {
  const perBucket = Math.max(10, Math.floor((pageSize * fillfactor) / 100 / tupleSize));
  const begun = allocated(Math.max(2, Math.ceil(expected / perBucket)));
  const buckets = Math.max(begun, Math.ceil(rows / perBucket));
  const overflow = mostOverflow(keyDistribution, rows, begun, perBucket);
  const bitmaps = Math.ceil(overflow / (2 ** 12 * 8)) || 1;
  return 1 + bitmaps + allocated(buckets) + Math.ceil(overflow);
}

/**
 * Buckets come in splitpoint phases, each allocated at once: doublings up to 512, then quarters of a doubling
 * (_hash_spareindex and _hash_get_totalbuckets, hashutil.c).
 */
function allocated(needed: number): number {
  const power = 2 ** Math.ceil(Math.log2(needed));
  if (power <= 512) return power;
  const half = power / 2;
  return half + Math.ceil((needed - half) / (half / 4)) * (half / 4);
}

const steps = 32;

/** Overflow pages that a split empties stay in the file: what counts is the most there ever were. */
function mostOverflow(
  keyDistribution: KeyDistribution,
  rows: number,
  begun: number,
  perBucket: number,
): number {
  let most = 0;
  for (let step = 1; step <= steps; step += 1) {
    const held = (rows * step) / steps;
    const buckets = Math.max(begun, Math.ceil(held / perBucket));
    most = Math.max(most, overflowPages(keyDistribution, held, buckets));
  }
  return most;
}

/** Where many rows share a key, or chance fills a bucket, pages are chained to it. */
function overflowPages(keyDistribution: KeyDistribution, rows: number, buckets: number): number {
  let pages = 0;
  let variance = 0;
  let lightRows = 0;
  for (const { mean, rows: all } of keyGroups(keyDistribution, rows)) {
    if (mean >= capacity) {
      pages += (all / mean) * Math.max(0, Math.ceil(mean / capacity) - 1);
    } else {
      lightRows += all;
      variance += all * mean + all;
    }
  }
  // Between two doublings some buckets have been split, and have half as many rows as the others.
  const whole = 2 ** Math.floor(Math.log2(buckets));
  const split = buckets - whole;
  pages += chainedPages(whole - split, lightRows / whole, variance / whole);
  return pages + chainedPages(2 * split, lightRows / whole / 2, variance / whole / 2);
}

/** Overflow pages of buckets with so many rows on average. */
function chainedPages(buckets: number, load: number, variance: number): number {
  const deviation = Math.sqrt(variance) || 1;
  let pages = 0;
  for (let full = capacity; full < load + 8 * deviation; full += capacity) {
    pages += buckets * upperTail((full - load) / deviation);
  }
  return pages;
}

/** The logistic approximation of the normal distribution's tail. */
function upperTail(deviations: number): number {
  return 1 / (1 + Math.exp(1.5976 * deviations + 0.07056 * deviations ** 3));
}
