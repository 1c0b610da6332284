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
  const pages = Math.ceil(rows / rowsPerPage);
  const place = (share: number): number =>
    Math.min(
      rows,
      1 + (pages <= size ? Math.floor(share * rows) : clustered(share, pages, size, rowsPerPage)),
    );
  const drawOf = new Map<number, number>();
  for (let key = 1; key <= size; key += 1) {
    // A row is taken once: whoever comes second draws again, and moves nobody else.
    let position = place(uniform(key, 0));
    for (let attempt = 1; drawOf.has(position); attempt += 1)
      position = place(uniform(key, attempt));
    drawOf.set(position, key);
  }
  const positions = Float64Array.from(drawOf.keys()).sort();
  return {
    positions: Array.from(positions),
    draws: Array.from(positions, (position) => drawOf.get(position) as number),
  };
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
