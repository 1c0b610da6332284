/** Which rows of a table ANALYZE would have looked at: the places of the sample among the rows. */

export interface SampledTable {
  /** Rows of the table. */
  readonly rows: number;
  /** Rows of the sample, `300 × statistics target`; at most `rows`. */
  readonly size: number;
  /** Rows on one heap page, a fraction as it comes. */
  readonly rowsPerPage: number;
}

/**
 * Row numbers from 1, strictly rising. The same shares of the table at every row count, so that neighbouring
 * row counts see the same relative rows.
 *
 * Mirrors acquire_sample_rows (src/backend/commands/analyze.c): it picks at most `size` pages and rows evenly
 * from these alone. Beyond `size` pages the rows of a sample therefore come in small clusters, which is why
 * ANALYZE underestimates the distinct values of a column whose equal values lie together; taken singly, the
 * rows would show none of that.
 */
export function samplePositions({ rows, size, rowsPerPage }: SampledTable): readonly number[] {
  const shares = sortedShares(size);
  const pages = Math.ceil(rows / rowsPerPage);
  const positions = new Array<number>(size);
  let previous = 0;
  for (let k = 0; k < size; k += 1) {
    const share = shares[k] as number;
    const place =
      pages <= size ? Math.floor(share * rows) : clustered(share, pages, size, rowsPerPage);
    previous = Math.max(previous + 1, Math.min(place, rows - 1) + 1);
    positions[k] = previous;
  }
  // Moving on from taken places may have run past the end: move back from there.
  for (
    let k = size - 1, limit = rows;
    k >= 0 && (positions[k] as number) > limit;
    k -= 1, limit -= 1
  ) {
    positions[k] = limit;
  }
  return positions;
}

/** The page whose turn it is, spread evenly over the table, and the row on it. */
function clustered(share: number, pages: number, size: number, rowsPerPage: number): number {
  const turn = Math.floor(share * size);
  const page = Math.floor(((turn + draw(turn, 1)) * pages) / size);
  return Math.floor(page * rowsPerPage + (share * size - turn) * rowsPerPage);
}

const shareCache = new Map<number, Float64Array>();

function sortedShares(size: number): Float64Array {
  const cached = shareCache.get(size);
  if (cached !== undefined) return cached;
  const shares = Float64Array.from({ length: size }, (_, k) => draw(k, 0)).sort();
  shareCache.set(size, shares);
  return shares;
}

/** A fixed uniform draw in [0, 1): two rounds of a 32-bit finaliser, for 53 bits of it. */
function draw(key: number, stream: number): number {
  const high = mix((key * 2 + stream * 0x9e3779b9) >>> 0) >>> 5;
  const low = mix((high ^ Math.imul(key + 1, 0x85ebca6b)) >>> 0) >>> 6;
  return (high * 0x4000000 + low) / 0x20000000000000;
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
