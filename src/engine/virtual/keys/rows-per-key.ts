/** Row counts of the single keys of a class: fixed, and evenly spread over their distribution. */

/** Beyond this many rows a key's chance deviation moves no page. */
const manyRows = 2_000;

/** Rows of the k-th key met, from 0: at least 1, `mean` on average, spread as KeyClass says. */
export function perKey(mean: number, spread: number): (k: number) => number {
  if (spread === 0 || mean > manyRows) return (k) => stepped(mean, k);
  if (mean > 60) {
    const deviation = Math.sqrt(mean * spread);
    return (k) => Math.max(1, Math.round(mean + deviation * normalQuantile(turn(k))));
  }
  const sums = runningSums(spread < 1 ? binomial(mean, spread) : poisson(mean));
  return (k) => quantile(sums, turn(k));
}

/** Whole numbers whose running sum follows `mean`; at least 1 each. */
function stepped(mean: number, k: number): number {
  return Math.max(1, Math.round((k + 1) * mean) - Math.round(k * mean));
}

/** Evenly spread fixed draws: multiples of the golden section. */
function turn(k: number): number {
  return (k * 0.6180339887498949 + 0.5) % 1;
}

/** Chances of 1, 2, … rows where rows fall independently; those of none are left out. */
function poisson(mean: number): readonly number[] {
  const chances: number[] = [];
  let chance = Math.exp(-mean) * mean;
  for (let count = 1; count <= mean || chance > 1e-9; count += 1) {
    chances.push(chance);
    chance *= mean / (count + 1);
  }
  return chances;
}

/** The same for a number of tries that gives the spread: what varies less than by chance alone. */
function binomial(mean: number, spread: number): readonly number[] {
  const tries = Math.max(Math.ceil(mean), Math.round(mean / (1 - spread)));
  const p = Math.min(1 - 1e-9, mean / tries);
  const chances: number[] = [];
  let chance = (1 - p) ** tries;
  for (let count = 1; count <= tries; count += 1) {
    chance *= ((tries - count + 1) / count) * (p / (1 - p));
    chances.push(chance);
  }
  return chances;
}

function runningSums(chances: readonly number[]): readonly number[] {
  let sum = 0;
  return chances.map((chance) => (sum += chance));
}

/** The count at a share of all chances, by bisection. */
function quantile(sums: readonly number[], share: number): number {
  const target = share * (sums.at(-1) ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) < target) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** The logistic approximation, good to a few hundredths: it only spreads group sizes. */
function normalQuantile(u: number): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, u));
  return Math.log(p / (1 - p)) / 1.702;
}
