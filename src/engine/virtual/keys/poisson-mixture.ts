import type { SampledKeys } from './extrapolate-keys';

/** Of keys met more often than this, chance moves the count by less than 3 %. */
const certain = 1_200;
/** Ratio between neighbouring means that are tried, in standard deviations of a count. */
const step = 0.25;
/** Enough to take nine tenths and more of what chance adds to the spread of equally common keys. */
const rounds = 300;

/**
 * The classes of equally common keys that make the counts of a sample likeliest. Counts spread by chance, in a small
 * sample more than in the whole table: keys met 30 and 40 times may be equally common. Rows fall on the keys of a
 * class as Poisson has it; the shares of the classes are found by expectation and maximization.
 *
 * @returns classes with the mean of their counts for `rows`
 */
export function likeliestClasses<Sampled extends SampledKeys & { readonly keySize: number }>(
  seen: readonly Sampled[],
): readonly { readonly rows: number; readonly keys: number; readonly keySize: number }[] {
  const chance = seen.filter(({ rows }) => rows <= certain);
  if (chance.length < 2) return seen;
  const means = meansToTry(chance);
  const likelihoods = chance.map(({ rows }) => means.map((mean) => poisson(rows, mean)));
  let shares: readonly number[] = means.map(() => 1 / means.length);
  for (let round = 0; round < rounds; round += 1) shares = better(shares, chance, likelihoods);
  const classes = means.map(() => ({ keys: 0, rows: 0, bytes: 0 }));
  for (const [k, { keys, rows, keySize }] of chance.entries()) {
    for (const [j, part] of parts(likelihoods[k] as readonly number[], shares).entries()) {
      const own = classes[j] as (typeof classes)[number];
      own.keys += keys * part;
      own.rows += keys * part * rows;
      own.bytes += keys * part * keySize;
    }
  }
  return [
    ...wholeKeys(classes).map(({ keys, rows, bytes }) => ({
      keys,
      rows: rows / keys,
      keySize: bytes / keys,
    })),
    ...seen.filter(({ rows }) => rows > certain),
  ];
}

function meansToTry(seen: readonly SampledKeys[]): readonly number[] {
  const counts = seen.map(({ rows }) => rows);
  const most = Math.max(...counts);
  const means = [Math.min(...counts)];
  for (;;) {
    const last = means.at(-1) as number;
    if (last >= most) return means;
    means.push(last + step * Math.sqrt(last));
  }
}

/** How likely a count is, but for a factor that is the same for all means. */
function poisson(rows: number, mean: number): number {
  return Math.exp(rows * Math.log(mean / rows) - mean + rows);
}

/** The shares of the classes by which class each key is likely to be of, if these were the shares. */
function better(
  shares: readonly number[],
  seen: readonly SampledKeys[],
  likelihoods: readonly (readonly number[])[],
): readonly number[] {
  const next = Array<number>(shares.length).fill(0);
  let total = 0;
  // Loops, since this takes most of the time by far.
  for (let k = 0; k < seen.length; k += 1) {
    const { keys } = seen[k] as SampledKeys;
    const likelihood = likelihoods[k] as readonly number[];
    let all = 0;
    for (let j = 0; j < shares.length; j += 1)
      all += (likelihood[j] as number) * (shares[j] as number);
    if (all === 0) continue;
    total += keys;
    const factor = keys / all;
    for (let j = 0; j < shares.length; j += 1)
      next[j] = (next[j] as number) + factor * (likelihood[j] as number) * (shares[j] as number);
  }
  return next.map((each) => each / total);
}

/** What part of the keys with a count belongs to each mean. */
function parts(likelihoods: readonly number[], shares: readonly number[]): readonly number[] {
  const weights = likelihoods.map((likelihood, j) => likelihood * (shares[j] as number));
  const total = weights.reduce((sum, each) => sum + each, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 0));
}

interface Class {
  readonly keys: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Neighbouring classes together where they have not a key each. */
function wholeKeys(classes: readonly Class[]): readonly Class[] {
  const whole: Class[] = [];
  let rest: Class = { keys: 0, rows: 0, bytes: 0 };
  const add = (a: Class, b: Class): Class => ({
    keys: a.keys + b.keys,
    rows: a.rows + b.rows,
    bytes: a.bytes + b.bytes,
  });
  for (const each of classes) {
    rest = add(rest, each);
    if (rest.keys < 1) continue;
    whole.push(rest);
    rest = { keys: 0, rows: 0, bytes: 0 };
  }
  const last = whole.pop();
  return last === undefined ? [rest] : [...whole, add(last, rest)];
}
