import type { Random } from './random';

/** Numbers that replace others, in the same order. */
export type NumberMap = (at: bigint) => bigint;

/** A number moves by this many hundredths of the gap to its neighbour at most. */
const moved = 4n;
/** Closer neighbours than this leave no room. */
const narrowest = 3n;

/**
 * Moves each number by a small part of the gap to its nearer neighbour, and what lies between two in proportion: estimates
 * for ranges stay, and so do the values that lie side by side, such as 1, 2, 3. The ends move inwards.
 *
 * @param fixed numbers that stay
 */
export function numberMap(
  values: Iterable<bigint>,
  fixed: ReadonlySet<bigint>,
  random: Random,
): NumberMap {
  const knots = [...new Set([...values, ...fixed])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const images = knots.map((knot, k) => {
    if (fixed.has(knot)) return knot;
    const [below, above] = [knots[k - 1], knots[k + 1]];
    const down = below === undefined ? undefined : room(knot - below);
    const up = above === undefined ? undefined : room(above - knot);
    if (down === undefined && up === undefined) return alone(knot, random);
    const most = min(down ?? up ?? 0n, up ?? down ?? 0n);
    if (most === 0n) return knot;
    const by = 1n + BigInt(Math.floor(random() * Number(most)));
    const isUp = down === undefined || (up !== undefined && random() < 0.5);
    return knot + (isUp ? by : -by);
  });
  return (at) => {
    const place = upTo(knots, at);
    const [from, to] = [knots[place], knots[place + 1]];
    const [low, high] = [images[place], images[place + 1]];
    if (from === at && low !== undefined) return low;
    if (from === undefined || low === undefined) return at + ((images[0] ?? 0n) - (knots[0] ?? 0n));
    if (to === undefined || high === undefined) return low + (at - from);
    return low + ((at - from) * (high - low)) / (to - from);
  };
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function room(gap: bigint): bigint {
  if (gap < narrowest) return 0n;
  const part = (gap * moved) / 100n;
  return min(part > 0n ? part : 1n, 1n << 50n);
}

/** A value without any other: some hundredths nearer to zero, since its type may end above it, as at 9999-12-31. */
function alone(value: bigint, random: Random): bigint {
  const part = ((value < 0n ? -value : value) * moved) / 100n;
  if (part === 0n) return value;
  const by = 1n + BigInt(Math.floor(random() * Number(min(part, 1n << 50n))));
  return value < 0n ? value + by : value - by;
}

/** Place of the last knot up to a number; -1 where it is below all. */
function upTo(knots: readonly bigint[], at: bigint): number {
  let [low, high] = [0, knots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knots[middle] as bigint) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
