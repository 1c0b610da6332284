import { openMemo, topic } from '../once';
/** Which rows of a table ANALYZE would have looked at: the places of the sample among the rows. */

export interface SampledTable {
  /** Rows of the table. */
  readonly rows: number;
  /** Rows of the sample, `300 × statistics target`; at most `rows`. */
  readonly size: number;
  /** Rows on one heap page, a fraction as it comes. */
  readonly rowsPerPage: number;
  /** Number of a sample by chance; the same shares of the table at every row count where 0 or absent. */
  readonly luck?: number | undefined;
}

export interface Sample {
  /** Row numbers from 1, strictly ascending. */
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
export function sampleRows({ rows, size, rowsPerPage, luck = 0 }: SampledTable): Sample {
  if (rows < 2 * size) return denseSample(rows, size, luck);
  const { keys, shares, turns, spots } = orderOf(size, luck);
  const pages = Math.ceil(rows / rowsPerPage);
  const scattered = pages <= size;
  const chosenPages = luck > 0 && !scattered ? pagesByChance(size, pages, luck) : undefined;
  /** Never falls as `k` rises: the order of the shares is that of their rows. */
  const place = (k: number): number => {
    const share = shares[k] as number;
    if (scattered) return Math.floor(share * rows);
    const turn = turns[k] as number;
    const page = chosenPages?.[turn] ?? pageOfTurn(turn, spots[k] as number, pages / size);
    return Math.floor(page * rowsPerPage + (share * size - turn) * rowsPerPage);
  };
  // Arrays of doubles from the start: one that grows is copied, and one of small integers turned into doubles half-way.
  const positions = new Float64Array(size);
  const draws = new Float64Array(size);
  const again: number[] = [];
  let count = 0;
  let last = 0;
  for (let k = 0; k < size; k += 1) {
    const position = Math.min(rows, 1 + place(k));
    const key = keys[k] as number;
    if (position !== last) {
      positions[count] = last = position;
      draws[count] = key;
      count += 1;
      continue;
    }
    const before = draws[count - 1] as number;
    again.push(Math.max(key, before));
    draws[count - 1] = Math.min(key, before);
  }
  const taken = { positions: positions.subarray(0, count), draws: draws.subarray(0, count) };
  if (again.length === 0)
    return { positions: numbersOf(taken.positions), draws: numbersOf(taken.draws) };
  const free = freeRows(taken.positions, { rows, size, rowsPerPage, luck });
  return merge(
    taken,
    again.sort((one, other) => one - other).map((key) => ({ key, position: free(key) })),
  );
}

/** As an ordinary array. */
function numbersOf(values: Float64Array): number[] {
  const numbers = new Array<number>(values.length);
  for (let k = 0; k < values.length; k += 1) numbers[k] = values[k] as number;
  return numbers;
}

/** A row is taken once: whoever comes to one that is taken draws again, until a row is free. */
function freeRows(
  positions: Float64Array,
  { rows, size, rowsPerPage, luck = 0 }: SampledTable,
): (key: number) => number {
  const drawn = new Set<number>();
  const pages = Math.ceil(rows / rowsPerPage);
  return (key) => {
    for (let attempt = 1; ; attempt += 1) {
      const share = uniform(key, attempt + firstLuck * 1000 * luck);
      // Where pages hold hardly a row, the chosen ones may be full: then any other will do.
      const scattered = pages <= size || attempt > 8;
      const place = scattered
        ? Math.floor(share * rows)
        : clustered(share, pages, size, rowsPerPage);
      const position = Math.min(rows, 1 + place);
      if (drawn.has(position) || includes(positions, position)) continue;
      drawn.add(position);
      return position;
    }
  };
}

/** By halving: the values rise. */
function includes(values: Float64Array, wanted: number): boolean {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted;
}

/** Puts rows that were drawn again between the others. */
function merge(
  taken: { readonly positions: Float64Array; readonly draws: Float64Array },
  drawn: readonly { readonly key: number; readonly position: number }[],
): Sample {
  const late = drawn.toSorted((a, b) => a.position - b.position);
  const known = taken.positions.length;
  const positions = new Float64Array(known + late.length);
  const draws = new Float64Array(known + late.length);
  let from = 0;
  let into = 0;
  const keepUntil = (end: number): void => {
    for (; from < known && (taken.positions[from] as number) <= end; from += 1, into += 1) {
      positions[into] = taken.positions[from] as number;
      draws[into] = taken.draws[from] as number;
    }
  };
  for (const { key, position } of late) {
    keepUntil(position);
    positions[into] = position;
    draws[into] = key;
    into += 1;
  }
  keepUntil(Infinity);
  return { positions: numbersOf(positions), draws: numbersOf(draws) };
}

/** At most so many intervals of rows that follow each other, evenly over the table. */
export function rowIntervals(rows: number, most: number, length: number): Sample {
  const count = Math.min(most, Math.floor(rows / length));
  const positions = Array.from({ length: count * length }, (_, k) => {
    const begin = Math.floor((Math.floor(k / length) * rows) / count);
    return begin + (k % length) + 1;
  });
  return { positions, draws: positions };
}

/** Where most rows are taken, each has a fixed rank, and those of the highest ranks are left out. */
function denseSample(rows: number, size: number, luck: number): Sample {
  const ranks = Float64Array.from({ length: rows }, (_, k) => uniform(k + 1, streamOf(luck)));
  const highest = ranks.toSorted()[size - 1] ?? 1;
  const positions: number[] = [];
  ranks.forEach((rank, k) => {
    if (rank <= highest) positions.push(k + 1);
  });
  return { positions, draws: positions.map((_, k) => k + 1) };
}

/** The shares of a sample in ascending order, and what their rows are computed from. */
interface Order {
  /** Draw keys, 1 to the size of the sample. */
  readonly keys: Float64Array;
  readonly shares: Float64Array;
  /** Which of the sample's pages has its turn, and where in that turn's interval of pages it lies. */
  readonly turns: Float64Array;
  readonly spots: Float64Array;
}

const orders = topic<Order>('run');
const once = openMemo();

/** Those of the samples by chance that were drawn last: two worlds at once have one each, of 10 MB at a target of 1,000. */
const recent = new Map<string, Order>();
const recentOrders = 2;

/** The same at all row counts. */
function orderOf(size: number, luck: number): Order {
  if (luck === 0) return once(orders, String(size), () => makeOrder(size, luck));
  const key = `${size} ${luck}`;
  const order = recent.get(key) ?? makeOrder(size, luck);
  recent.delete(key);
  recent.set(key, order);
  if (recent.size > recentOrders) recent.delete(recent.keys().next().value as string);
  return order;
}

function makeOrder(size: number, luck: number): Order {
  const stream = streamOf(luck);
  const drawn = Array.from({ length: size }, (_, k) => ({
    key: k + 1,
    share: uniform(k + 1, stream),
  }));
  drawn.sort((a, b) => a.share - b.share);
  const turns = Float64Array.from(drawn, ({ share }) => Math.floor(share * size));
  return {
    keys: Float64Array.from(drawn, ({ key }) => key),
    shares: Float64Array.from(drawn, ({ share }) => share),
    turns,
    spots: turns.map((turn) => turn + uniform(turn, -1)),
  };
}

/** The page whose turn it is, spread evenly over the table, and the row on it. */
function clustered(share: number, pages: number, size: number, rowsPerPage: number): number {
  const turn = Math.floor(share * size);
  const page = pageOfTurn(turn, turn + uniform(turn, -1), pages / size);
  return Math.floor(page * rowsPerPage + (share * size - turn) * rowsPerPage);
}

/**
 * The page of one turn, out of the turn's own part of the table: no two turns have a page in common, as
 * BlockSampler_Next (src/backend/utils/misc/sampling.c) takes a page once. There are as many turns as the sample has
 * rows, and at least one page for each of them.
 */
function pageOfTurn(turn: number, spot: number, pagesPerTurn: number): number {
  const next = Math.floor((turn + 1) * pagesPerTurn);
  return Math.min(Math.floor(spot * pagesPerTurn), next - 1);
}

/** Streams of draws below this are those of the balanced sample. */
const firstLuck = 1_000;

const streamOf = (luck: number): number => (luck === 0 ? 0 : firstLuck + 2 * luck);

/**
 * The pages that ANALYZE reads, in their order: any of the table's, each as likely (BlockSampler_Next, sampling.c). A value
 * whose rows lie together is met by the page, so that evenly spaced pages would hide half of the chance.
 */
function pagesByChance(size: number, pages: number, luck: number): readonly number[] {
  const spots = Float64Array.from({ length: size }, (_, k) => uniform(k + 1, streamOf(luck) + 1));
  spots.sort();
  let next = -1;
  const rising = Array.from(spots, (spot) => {
    next = Math.max(next + 1, Math.floor(spot * pages));
    return next;
  });
  let free = pages - 1;
  for (let k = size - 1; k >= 0 && (rising[k] as number) > free; k -= 1) {
    rising[k] = free;
    free -= 1;
  }
  return rising;
}

/** A fixed uniform draw in [0, 1) with 53 bits. */
export function uniform(key: number, stream: number): number {
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
