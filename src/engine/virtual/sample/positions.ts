/** Which rows of a table ANALYZE would have looked at: the places of the sample among the rows. */

export interface SampledTable {
  /** Rows of the table. */
  readonly rows: number;
  /** Rows of the sample, `300 × statistics target`; at most `rows`. */
  readonly size: number;
  /** Rows on one heap page, a fraction as it comes. */
  readonly rowsPerPage: number;
}

export interface Sample {
  /** Row numbers from 1, strictly rising. */
  readonly positions: readonly number[];
  /** The draw key of each of these rows, 1 to `size` in a fixed disorder. */
  readonly draws: readonly number[];
}

/**
 * The same shares of the table at every row count, each with the same draw key, so that neighbouring row counts
 * see the same relative rows.
 *
 * Mirrors acquire_sample_rows (src/backend/commands/analyze.c): it picks at most `size` pages and rows evenly
 * from these alone. Beyond `size` pages the rows of a sample therefore come in small clusters, which is why
 * ANALYZE underestimates the distinct values of a column whose equal values lie together; taken singly, the
 * rows would show none of that.
 */
export function sampleRows({ rows, size, rowsPerPage }: SampledTable): Sample {
  if (rows < 2 * size) return denseSample(rows, size);
  const pages = Math.ceil(rows / rowsPerPage);
  const place = (share: number, attempt: number): number => {
    // Where pages hold hardly a row, the chosen ones may be full: then any other will do.
    const scattered = pages <= size || attempt > 8;
    return Math.min(
      rows,
      1 + (scattered ? Math.floor(share * rows) : clustered(share, pages, size, rowsPerPage)),
    );
  };
  const packed = (share: number, key: number, attempt: number): number =>
    Math.ceil(place(share, attempt) / grain) * keys + key;
  // A place and its key in one number, which must stay below 2^53: of very many rows not each is a place.
  const keys = 2 ** Math.ceil(Math.log2(size + 1));
  const grain = Math.ceil((rows * keys) / 2 ** 53);
  const taken = Float64Array.from(firstShares(size), (share, k) => packed(share, k + 1, 0)).sort();
  // A row is taken once: whoever has a later key draws again, and moves nobody else.
  for (let attempt = 1; ; attempt += 1) {
    let again = 0;
    for (let k = 1; k < size; k += 1) {
      const one = taken[k] as number;
      if (Math.floor(one / keys) !== Math.floor((taken[k - 1] as number) / keys)) continue;
      again += 1;
      const key = one % keys;
      taken[k] = packed(uniform(key, attempt), key, attempt);
    }
    if (again === 0) break;
    taken.sort();
  }
  return {
    positions: Array.from(taken, (each) => Math.min(rows, Math.floor(each / keys) * grain)),
    draws: Array.from(taken, (each) => each % keys),
  };
}

/** Where most rows are taken, each has a fixed rank, and those of the highest ranks are left out. */
function denseSample(rows: number, size: number): Sample {
  const ranks = Array.from({ length: rows }, (_, k) => ({ row: k + 1, rank: uniform(k + 1, 0) }));
  const left = new Set(
    ranks
      .sort((a, b) => b.rank - a.rank)
      .slice(0, rows - size)
      .map(({ row }) => row),
  );
  const positions: number[] = [];
  for (let row = 1; row <= rows; row += 1) if (!left.has(row)) positions.push(row);
  return { positions, draws: positions.map((_, k) => k + 1) };
}

const shareCache = new Map<number, Float64Array>();

function firstShares(size: number): Float64Array {
  const known =
    shareCache.get(size) ?? Float64Array.from({ length: size }, (_, k) => uniform(k + 1, 0));
  shareCache.set(size, known);
  return known;
}

/** The page whose turn it is, spread evenly over the table, and the row on it. */
function clustered(share: number, pages: number, size: number, rowsPerPage: number): number {
  const turn = Math.floor(share * size);
  const page = Math.floor(((turn + uniform(turn, -1)) * pages) / size);
  return Math.floor(page * rowsPerPage + (share * size - turn) * rowsPerPage);
}

/** A fixed uniform draw in [0, 1) with 53 bits. */
function uniform(key: number, stream: number): number {
  const seed = mix((Math.imul(stream + 2, 0x9e3779b9) ^ key) >>> 0);
  const high = mix((seed + 0x6a09e667) >>> 0) >>> 5;
  const low = mix((seed ^ 0xbb67ae85) >>> 0) >>> 6;
  return (high * 0x4000000 + low) / 0x20000000000000;
}

/** A 32-bit finaliser: each bit of the result depends on each of the value. */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
