/** How many rows share one key of an index: what deduplication makes of it decides the index's size. */

/** Keys that are equally common. */
export interface KeyClass {
  readonly keys: number;
  /** Share of all rows that each of these keys has, 0 to 1. */
  readonly share: number;
  /**
   * Variance of a key's row count over its mean: 0 where each key has exactly its share, 1 (where absent) for
   * rows that fall independently.
   */
  readonly spread?: number;
}

/** All keys of an index; the shares of all keys add up to 1. */
export type KeyDistribution = readonly KeyClass[];

/** A class of keys among so many rows. */
export interface KeyGroups {
  /** Rows of all keys of the class together. */
  readonly rows: number;
  /** Rows that a key has on average. */
  readonly mean: number;
  readonly spread: number;
}

export function uniqueKeys(rows: number): KeyDistribution {
  return rows === 0 ? [] : [{ keys: rows, share: 1 / rows, spread: 0 }];
}

/** Whether no two of so many rows share a key. */
export function isUnique(keyDistribution: KeyDistribution, rows: number): boolean {
  return keyDistribution.every((one) => one.spread === 0 && one.keys >= rows);
}

export function evenKeys(keys: number, spread = 1): KeyDistribution {
  return keys === 0 ? [] : [{ keys, share: 1 / keys, spread }];
}

/**
 * Two columns drawn independently of each other. A value that one of so many rows has makes one key, whatever the other
 * column's.
 */
export function combine(a: KeyDistribution, b: KeyDistribution, rows: number): KeyDistribution {
  const isSingle = ({ share, spread }: KeyClass) => spread === 0 && share * rows <= 1.000001;
  const repeated = [a, b].map((keyDistribution) => keyDistribution.filter((one) => !isSingle(one)));
  const [ofA = [], ofB = []] = repeated;
  const together = repeated.map((keyDistribution) =>
    keyDistribution.reduce((sum, { keys, share }) => sum + keys * share, 0),
  );
  const single = 1 - Math.min(1, (together[0] as number) * (together[1] as number));
  const crossed = condense(
    ofA.flatMap((one) =>
      ofB.map((other) => ({
        keys: one.keys * other.keys,
        share: one.share * other.share,
      })),
    ),
  );
  return ofA.length === a.length && ofB.length === b.length
    ? crossed
    : [...crossed, { keys: single * rows, share: 1 / rows, spread: 0 }];
}

/** `share` of all rows under one key of their own, e.g. null; the others by the distribution. */
export function withOneKey(share: number, keyDistribution: KeyDistribution): KeyDistribution {
  const others = keyDistribution.map((one) => ({ ...one, share: one.share * (1 - share) }));
  return share > 0 ? [{ keys: 1, share }, ...others] : others;
}

/** The keys of a partition that has this share of all rows, and whole keys only, as a partition by the key has. */
export function keysWithin(keyDistribution: KeyDistribution, share: number): KeyDistribution {
  return keyDistribution.map((one) => ({
    ...one,
    keys: one.keys * share,
    share: one.share / share,
  }));
}

/** Keys whose k-th of `keys` (from 1) has a weight of `weight(k)`, gathered to a few dozen classes. */
export function weightedKeys(keys: number, weight: (k: number) => number): KeyDistribution {
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
function condense(keyDistribution: KeyDistribution): KeyDistribution {
  if (keyDistribution.length <= maxClasses) return keyDistribution;
  const shares = keyDistribution.map((one) => Math.log(one.share));
  const low = Math.min(...shares);
  const step = (Math.max(...shares) - low) / maxClasses || 1;
  const bins = new Map<number, { keys: number; rows: number }>();
  keyDistribution.forEach((one, k) => {
    const bin = Math.floor(((shares[k] as number) - low) / step);
    const known = bins.get(bin) ?? { keys: 0, rows: 0 };
    bins.set(bin, { keys: known.keys + one.keys, rows: known.rows + one.keys * one.share });
  });
  return [...bins.values()].map(({ keys, rows }) => ({ keys, share: rows / keys }));
}

/** The classes as groups of equal keys among this many rows. */
export function keyGroups(keyDistribution: KeyDistribution, rows: number): readonly KeyGroups[] {
  return keyDistribution.map(({ keys, share, spread = 1 }) => {
    const mean = share * rows;
    return { rows: keys * mean, mean, spread };
  });
}

/** Keys of a distribution that at least one of so many rows has. */
export function metKeys(keyDistribution: KeyDistribution, rows: number): number {
  return keyGroups(keyDistribution, rows).reduce(
    (met, { rows: all, mean, spread }) =>
      met +
      (mean <= 0 ? 0 : (all / mean) * (spread === 0 ? Math.min(1, mean) : -Math.expm1(-mean))),
    0,
  );
}
