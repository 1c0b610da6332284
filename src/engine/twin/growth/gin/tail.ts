import type { KeysOfRow, MetSeldom } from './keys-of-row';

/** Keys without a name in statistics that are equally common. */
export interface TailKeys {
  readonly keys: number;
  readonly share: number;
}

/** How a row's keys without a name fall on keys. */
export interface Tail {
  readonly classes: readonly TailKeys[];
  /** Keys that no other row has: how many each row brings on average. */
  readonly fresh: number;
}

export interface TailFit {
  readonly of: KeysOfRow;
  readonly rows: number;
  /** What is known of the index today: its entries or its pages, which are the more, the more keys there are. */
  readonly known: number;
  /** Relative error of `measure`. */
  readonly error: number;
  /** The same, if this were the tail. */
  readonly measure: (tail: Tail) => number;
}

const halvings = 30;
/** Ranks up to which keys without a name may go. */
const farthest = 1e12;
/** Ratio of neighbouring ranks that are as common as each other. */
const step = 1.3;

/**
 * The tail that explains what is known. Keys without a name get rarer by a power of their rank, from the rarest key with a name
 * on, as words of a language do; or all are equally common, as values of a field are. Each explains the index with some number
 * of keys: that one is taken which also explains how many keys a sample met seldom.
 */
export function fitTail(fit: TailFit): Tail {
  const { rest, met, isEven } = fit.of;
  if (rest <= 0) return { classes: [], fresh: 0 };
  const equal = evenTail(fit);
  const falling = isEven === true ? undefined : fallingTail(fit);
  if (falling === undefined || met === undefined) return falling ?? equal;
  const distance = (tail: Tail): number =>
    Math.abs(Math.log((1 + expectedKeys(tail, met)) / (1 + met.keys)));
  return distance(equal) < distance(falling) ? equal : falling;
}

/** Keys that a sample is expected to have met so seldom. */
function expectedKeys({ classes }: Tail, { sampled, least, most }: MetSeldom): number {
  return classes.reduce((sum, { keys, share }) => {
    const mean = sampled * share;
    let chance = 0;
    for (let k = least; k <= most; k += 1) chance += poisson(k, mean);
    return sum + keys * chance;
  }, 0);
}

function poisson(count: number, mean: number): number {
  let chance = Math.exp(-mean);
  for (let k = 1; k <= count; k += 1) chance *= mean / k;
  return chance;
}

/** Undefined where no such tail explains what is known. */
function fallingTail({ of: { named, rest }, known, measure }: TailFit): Tail | undefined {
  const count = named.reduce((sum, { keys }) => sum + keys, 0);
  const highest = Math.min(...named.map(({ share }) => share));
  const first = count + rest / highest;
  if (count === 0 || highest >= 1 || first > farthest / 10) return undefined;
  const falling = (last: number): Tail => ({
    classes: fallingKeys({ count, highest, last, rest }),
    fresh: 0,
  });
  if (known < measure(falling(first)) || known > measure(falling(farthest))) return undefined;
  return falling(solve(first, farthest, (last) => measure(falling(last)) < known));
}

function evenTail({ of: { rest }, rows, known, error, measure }: TailFit): Tail {
  const most = rest * rows;
  // With a hundred times as many keys as there are rows hardly any two rows share one.
  const open = even(rest, most * 100);
  if (known >= measure(open) * (1 - error)) return { classes: [], fresh: rest };
  return even(
    rest,
    solve(1, most * 100, (keys) => measure(even(rest, keys)) < known),
  );
}

const even = (rest: number, keys: number): Tail => ({
  classes: [{ keys, share: Math.min(1, rest / keys) }],
  fresh: 0,
});

interface Falling {
  /** Keys with a name, and the share of the rarest of them. */
  readonly count: number;
  readonly highest: number;
  /** Rank of the last key. */
  readonly last: number;
  readonly rest: number;
}

function fallingKeys({ count, highest, last, rest }: Falling): readonly TailKeys[] {
  const ranks: { readonly keys: number; readonly rank: number }[] = [];
  for (let from = count; from < last;) {
    const to = Math.min(last, Math.max(from + 1, from * step));
    ranks.push({ keys: to - from, rank: Math.sqrt(Math.max(1, from) * to) });
    from = to;
  }
  const sharesBy = (power: number) =>
    ranks.map(({ keys, rank }) => ({ keys, share: highest * (rank / count) ** -power }));
  const total = (power: number): number =>
    sharesBy(power).reduce((sum, { keys, share }) => sum + keys * share, 0);
  let [low, high] = [0, 20];
  for (let k = 0; k < halvings; k += 1) {
    const middle = (low + high) / 2;
    if (total(middle) > rest) low = middle;
    else high = middle;
  }
  return sharesBy((low + high) / 2);
}

/** The number between two others, on a logarithmic scale, at which `isBelow` ends. */
function solve(from: number, to: number, isBelow: (at: number) => boolean): number {
  let [low, high] = [Math.log(from), Math.log(Math.max(from, to))];
  for (let k = 0; k < halvings; k += 1) {
    const middle = (low + high) / 2;
    if (isBelow(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
