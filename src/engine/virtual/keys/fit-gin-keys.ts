import type { GinKeys } from '../pages/gin';
import type { GinClass, GinKeyDistribution } from './gin-keys';
import { extrapolateKeys } from './extrapolate-keys';
import { likeliestClasses } from './poisson-mixture';

/** How the rows of a table fall on the keys of a GIN index, and how large these are. */
export interface SizedGinKeys {
  readonly classes: readonly (GinClass & Sized)[];
  /** Keys that no other row has: how many each row brings on average. */
  readonly fresh: Sized & { readonly keys: number };
}

interface Sized {
  /** Mean bytes of an entry without its list of rows: header and key, aligned. */
  readonly keySize: number;
}

export interface GinEvidence {
  /** What the model says of the keys at the row count in question; undefined where it says nothing. */
  readonly keyDistribution: GinKeyDistribution | undefined;
  /** The same at the row count of which the sample was taken. */
  readonly sampledKeyDistribution: GinKeyDistribution | undefined;
  /** Keys of an index over a sample of `sampled` rows. */
  readonly seen: readonly GinKeys[];
  readonly sampled: number;
}

/** Standard errors that a count in a sample may differ by from what a distribution expects. */
const standardErrors = 4;
/** Beside chance: what classes of keys leave out. */
const margin = 0.01;

/** What the model says, where the sample does not speak against it; undefined where it does. */
export function knownGinKeys({
  keyDistribution,
  sampledKeyDistribution,
  seen,
  sampled,
}: GinEvidence): SizedGinKeys | undefined {
  if (keyDistribution === undefined || sampledKeyDistribution === undefined || seen.length === 0)
    return undefined;
  const explains = (met: number, expected: number): boolean =>
    Math.abs(met - expected) <= standardErrors * Math.sqrt(expected) + margin * expected;
  const met = (of: (each: GinKeys) => number): number =>
    seen.reduce((sum, each) => sum + of(each), 0);
  const expected = (of: (mean: number) => number): number =>
    sampledKeyDistribution.classes.reduce(
      (sum, { keys, share }) => sum + keys * of(share * sampled),
      0,
    ) +
    sampledKeyDistribution.fresh * sampled;
  const keys = expected((mean) => -Math.expm1(-mean));
  const items = expected((mean) => mean);
  if (
    !explains(
      met((each) => each.keys),
      keys,
    )
  )
    return undefined;
  if (
    !explains(
      met((each) => each.keys * each.rows),
      items,
    )
  )
    return undefined;
  return {
    classes: keyDistribution.classes.map((one) => ({
      ...one,
      keySize: sizeAt(seen, one.share * sampled),
    })),
    fresh: { keys: keyDistribution.fresh, keySize: sizeAt(seen, 1) },
  };
}

/** Bytes of keys that about so many rows of the sample have. */
function sizeAt(seen: readonly GinKeys[], rows: number): number {
  const distance = (each: GinKeys): number => Math.abs(Math.log(each.rows / rows));
  return seen.reduce((best, each) => (distance(each) < distance(best) ? each : best)).keySize;
}

/** By the keys of a sample, which stay the same at all row counts. */
const grown = new WeakMap<readonly GinKeys[], SizedGinKeys>();

/** The distribution that a sample of `sampled` rows alone suggests. */
export function extrapolatedGinKeys(seen: readonly GinKeys[], sampled: number): SizedGinKeys {
  const keyDistribution = grown.get(seen) ?? keyDistributionOf(seen, sampled);
  grown.set(seen, keyDistribution);
  return keyDistribution;
}

function keyDistributionOf(seen: readonly GinKeys[], sampled: number): SizedGinKeys {
  const { often, stock, fresh } = extrapolateKeys(seen, sampled);
  const seldom = seen.filter((key) => !often.includes(key));
  const total = seldom.reduce((sum, { keys }) => sum + keys, 0);
  const bytes = seldom.reduce((sum, key) => sum + key.keys * key.keySize, 0);
  const keySize = total === 0 ? 0 : bytes / total;
  return {
    classes: [
      ...likeliestClasses(often).map((key) => ({ ...key, share: key.rows / sampled })),
      ...(stock === undefined ? [] : [{ ...stock, keySize }]),
    ],
    fresh: { keys: fresh, keySize },
  };
}
