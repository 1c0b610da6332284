/** How many rows share one key of an index: what deduplication makes of it decides the index's size. */

/** Keys that are equally common. */
export interface KeyClass {
  readonly keys: number;
  /** Share of all rows that each of these keys has, 0 to 1. */
  readonly share: number;
  /** Each key has exactly its share of the rows; by chance around it where absent. */
  readonly exact?: boolean;
}

/** All keys of an index; the shares of all keys add up to 1. */
export type KeyLaw = readonly KeyClass[];

/** Rows of one class, as an index build meets them. */
export interface KeyGroups {
  /** Rows of all keys of the class together. */
  readonly rows: number;
  /** Rows of the k-th key met, from 0; at least 1. */
  readonly perKey: (k: number) => number;
}

export function uniqueKeys(rows: number): KeyLaw {
  return [{ keys: rows, share: 1 / rows, exact: true }];
}

/** Whether no two of so many rows share a key. */
export function isUnique(law: KeyLaw, rows: number): boolean {
  return law.every((one) => one.exact === true && one.keys >= rows);
}

export function evenKeys(keys: number, exact = false): KeyLaw {
  return [{ keys, share: 1 / keys, ...(exact ? { exact } : {}) }];
}

/** Two columns drawn independently of each other. */
export function combine(a: KeyLaw, b: KeyLaw): KeyLaw {
  return condense(
    a.flatMap((one) =>
      b.map((other) => ({
        keys: one.keys * other.keys,
        share: one.share * other.share,
        ...(one.exact && other.exact ? { exact: true } : {}),
      })),
    ),
  );
}

/** `share` of all rows under one key of their own, e.g. null; the others by the law. */
export function withOneKey(share: number, law: KeyLaw): KeyLaw {
  const others = law.map((one) => ({ ...one, share: one.share * (1 - share) }));
  return share > 0 ? [{ keys: 1, share }, ...others] : others;
}

/** Keys whose k-th of `keys` (from 1) has a weight of `weight(k)`, gathered to a few dozen classes. */
export function weightedKeys(keys: number, weight: (k: number) => number): KeyLaw {
  const classes: { keys: number; weight: number }[] = [];
  for (let from = 1; from <= keys;) {
    const to = Math.min(keys, Math.max(from, Math.floor(from * 1.2)));
    classes.push({ keys: to - from + 1, weight: (weight(from) + weight(to)) / 2 });
    from = to + 1;
  }
  const total = classes.reduce((sum, one) => sum + one.keys * one.weight, 0);
  return classes.map((one) => ({ keys: one.keys, share: one.weight / total }));
}

const maxClasses = 96;

/** Classes of nearly equal shares become one, so that composite keys stay few. */
function condense(law: KeyLaw): KeyLaw {
  if (law.length <= maxClasses) return law;
  const shares = law.map((one) => Math.log(one.share));
  const low = Math.min(...shares);
  const step = (Math.max(...shares) - low) / maxClasses || 1;
  const bins = new Map<number, { keys: number; rows: number }>();
  law.forEach((one, k) => {
    const bin = Math.floor(((shares[k] as number) - low) / step);
    const known = bins.get(bin) ?? { keys: 0, rows: 0 };
    bins.set(bin, { keys: known.keys + one.keys, rows: known.rows + one.keys * one.share });
  });
  return [...bins.values()].map(({ keys, rows }) => ({ keys, share: rows / keys }));
}

/** The classes as groups of equal keys among this many rows. */
export function keyGroups(law: KeyLaw, rows: number): readonly KeyGroups[] {
  return law.map(({ keys, share, exact }) => {
    const mean = share * rows;
    return {
      rows: keys * mean,
      perKey: exact || mean > manyRows ? (k) => stepped(mean, k) : (k) => poisson(mean, turn(k)),
    };
  });
}

/** Beyond this many rows a key's chance deviation moves no page. */
const manyRows = 2_000;

/** Whole numbers whose running sum follows `mean`; at least 1 each. */
function stepped(mean: number, k: number): number {
  return Math.max(1, Math.round((k + 1) * mean) - Math.round(k * mean));
}

/** Evenly spread fixed draws: multiples of the golden section. */
function turn(k: number): number {
  return (k * 0.6180339887498949 + 0.5) % 1;
}

/** A Poisson number at quantile `u`, given that it is at least 1. */
function poisson(mean: number, u: number): number {
  if (mean > 60) return Math.max(1, Math.round(mean + Math.sqrt(mean) * normalQuantile(u)));
  const none = Math.exp(-mean);
  // For tiny means 1 - exp(-mean) keeps its digits only this way.
  const target = u * -Math.expm1(-mean);
  let chance = none * mean;
  let sum = chance;
  let count = 1;
  while (sum < target && count < 1_000) {
    count += 1;
    chance *= mean / count;
    sum += chance;
  }
  return count;
}

/** The logistic approximation, good to a few hundredths: it only spreads group sizes. */
function normalQuantile(u: number): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, u));
  return Math.log(p / (1 - p)) / 1.702;
}
