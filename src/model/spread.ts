import { createHash } from 'node:crypto';

/**
 * Draws that fall evenly: the multiples of a noble fraction, modulo 2^40. A set of keys whose draw lies below a limit is
 * spread over all keys, and its size can be chosen exactly: so a table has as many rows of a backlog as the scenario says,
 * and a sample of it has its share of them, where independent draws scatter by the square root.
 */
export interface Spread {
  /** Odd, so that no two of 2^40 keys have the same draw. */
  readonly factor: bigint;
  readonly start: bigint;
}

const bits = 40n;
/** Number of different draws. */
export const spreadDraws = Number(1n << bits);

const spreads = new Map<string, Spread>();

/**
 * The draws of a name. The continued fraction of each factor over 2^40 begins with sixteen ones and twos that the name
 * chooses, and goes on with ones: such multiples fall evenly however many are taken, and those of two names independently.
 */
export function spreadOf(name: string): Spread {
  const known = spreads.get(name);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(name).digest();
  const chosen = digest.readUInt16BE(0);
  let fraction = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 16; k += 1) fraction = 1 / (1 + ((chosen >> k) & 1) + fraction);
  const spread = {
    factor: BigInt(Math.round(fraction * spreadDraws)) | 1n,
    start: digest.readBigUInt64BE(2) >> (64n - bits),
  };
  spreads.set(name, spread);
  return spread;
}

/** SQL of a key's draw, a bigint from 0 to 2^40 - 1; in halves, as the product of two such numbers is no bigint. */
export function spreadDraw({ factor, start }: Spread, key: string): string {
  const high = `((${factor} * ((${key}) >> 20)) & 1048575::bigint) << 20`;
  return `(((${high}) + ${factor} * ((${key}) & 1048575::bigint) + ${start}) & ${spreadDraws - 1}::bigint)`;
}

/** Keys from `first` to `last`, both included. */
export interface Keys {
  readonly first: number;
  readonly last: number;
}

/** How many of the keys have a draw below a limit. */
export function keysBelow({ factor, start }: Spread, limit: bigint, { first, last }: Keys): number {
  if (limit <= 0n || last < first) return 0;
  const all = 1n << bits;
  const count = BigInt(last - first + 1);
  const offset = start + factor * BigInt(first);
  return Number(
    floorSum(count, all, factor, offset) - floorSum(count, all, factor, offset - limit),
  );
}

const limits = new Map<string, bigint>();

/** The lowest limit below which so many of the keys have their draws: of more than there are, the one above all. */
export function limitOf(spread: Spread, wanted: number, keys: Keys): bigint {
  const name = `${spread.factor} ${spread.start} ${wanted} ${keys.first} ${keys.last}`;
  const known = limits.get(name);
  if (known !== undefined) return known;
  let low = 0n;
  let high = 1n << bits;
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (keysBelow(spread, middle, keys) >= wanted) high = middle;
    else low = middle + 1n;
  }
  limits.set(name, low);
  return low;
}

/** Sum of `floor((a × k + b) / m)` for k from 0 to n - 1, in as many steps as Euclid's algorithm takes. */
function floorSum(n: bigint, m: bigint, a: bigint, b: bigint): bigint {
  let [sum, count, divisor, slope, offset] = [0n, n, m, a, b];
  if (offset < 0n) {
    const whole = (-offset + divisor - 1n) / divisor;
    sum -= whole * count;
    offset += whole * divisor;
  }
  for (;;) {
    sum += ((count * (count - 1n)) / 2n) * (slope / divisor) + count * (offset / divisor);
    slope %= divisor;
    offset %= divisor;
    const top = slope * count + offset;
    if (top < divisor) return sum;
    count = top / divisor;
    offset = top % divisor;
    [divisor, slope] = [slope, divisor];
  }
}
