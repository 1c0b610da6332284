import {
  evenKeys,
  type KeyDistribution,
  withOneKey,
} from '../../../../src/engine/virtual/keys/key-distribution';
import { distinctEstimate } from '../../../../src/engine/virtual/statistics/expected-distinct';

/** A fixed sequence of even draws. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What compute_scalar_stats makes of one sample, before it turns large numbers into shares. */
function estimateOf(counts: readonly number[], rows: number): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const values = counts.filter((count) => count > 0).length;
  const once = counts.filter((count) => count === 1).length;
  return Math.round((n * values) / (n - once + (once * n) / rows));
}

function sampleOf(
  keyDistribution: KeyDistribution,
  size: number,
  next: () => number,
): readonly number[] {
  const counts = keyDistribution.map(({ keys }) => Array<number>(keys).fill(0));
  for (let row = 0; row < size; row += 1) {
    let left = next();
    const k = keyDistribution.findIndex(({ keys, share }, at) => {
      if (left < keys * share || at === keyDistribution.length - 1) return true;
      left -= keys * share;
      return false;
    });
    const own = counts[k] as number[];
    const key = Math.min(own.length - 1, Math.floor(left / (keyDistribution[k]?.share as number)));
    own[key] = (own[key] as number) + 1;
  }
  return counts.flat();
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test.each<[string, KeyDistribution]>([
  ['values met several times each', evenKeys(600)],
  ['values met once or not at all', evenKeys(15_000)],
  ['a common value beside rare ones', withOneKey(0.4, evenKeys(5_000))],
])(
  'is what samples lead to on average, and all of them lie within its bounds: %s',
  (_, keyDistribution) => {
    const rows = 1_000_000;
    const sampled = 3_000;
    const next = draws(7);
    const samples = 100;
    const estimates = Array.from({ length: samples }, () =>
      estimateOf(sampleOf(keyDistribution, sampled, next), rows),
    );
    const expected = distinctEstimate(keyDistribution, { rows, sampled });
    const middle = mean(estimates);
    const deviation = Math.sqrt(mean(estimates.map((each) => (each - middle) ** 2)));

    // Three standard errors, and the two thousandths by which the mean of a ratio is off the ratio of means.
    const distinct = expected?.distinct ?? 0;
    expect(Math.abs(distinct - middle)).toBeLessThan(
      (3 * deviation) / Math.sqrt(samples) + 0.002 * middle,
    );
    expect(expected?.lowest).toBeLessThan(Math.min(...estimates));
    expect(expected?.highest).toBeGreaterThan(Math.max(...estimates));
    // Bounds that are wide enough for anything would bound nothing.
    expect(expected?.highest).toBeLessThan(middle + 8 * deviation + 0.02 * middle);
  },
);

test('is a share of the rows above a tenth of them, of all rows with the nulls', () => {
  const some = distinctEstimate(evenKeys(20_000), { rows: 100_000, sampled: 30_000, nulls: 0.5 });
  const n = 15_000;
  const values = 20_000 * (1 - Math.exp(-0.75));
  const once = n * Math.exp(-0.75);
  const count = Math.round((n * values) / (n - once + (once * n) / 50_000));
  expect(some?.distinct).toBeCloseTo(-count / 100_000, 6);
});

test.each<[string, KeyDistribution]>([
  ['every value is met many times', evenKeys(100)],
  ['no value is met twice', evenKeys(1e12)],
])('is not told where ANALYZE estimates nothing: %s', (_, keyDistribution) => {
  expect(distinctEstimate(keyDistribution, { rows: 1e7, sampled: 30_000 })).toBeUndefined();
});
