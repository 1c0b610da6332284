import { likeliestClasses } from '../../../../src/engine/virtual/keys/poisson-mixture';

/** Keys with each count, where so many keys have this many rows on average. */
function counts(keys: number, mean: number): { rows: number; keys: number; keySize: number }[] {
  const spread = 5 * Math.sqrt(mean);
  const from = Math.round(mean - spread);
  return Array.from({ length: Math.round(2 * spread) }, (_, k) => ({
    rows: from + k,
    keys: (keys / Math.sqrt(2 * Math.PI * mean)) * Math.exp(-((from + k - mean) ** 2) / (2 * mean)),
    keySize: 16,
  }));
}

function spreadOf(classes: readonly { rows: number; keys: number }[]): number {
  const keys = classes.reduce((sum, each) => sum + each.keys, 0);
  const mean = classes.reduce((sum, each) => sum + each.keys * each.rows, 0) / keys;
  const squares = classes.reduce((sum, each) => sum + each.keys * (each.rows - mean) ** 2, 0);
  return Math.sqrt(squares / keys);
}

test('keys that chance alone sets apart are nearly equally common', () => {
  const seen = counts(4_000, 130);
  expect(spreadOf(seen)).toBeCloseTo(Math.sqrt(130), 0);
  const classes = likeliestClasses(seen);
  expect(spreadOf(classes)).toBeLessThan(3);
  expect(classes.reduce((sum, { keys }) => sum + keys, 0)).toBeCloseTo(4_000, 0);
});

test('two kinds of keys stay two', () => {
  const classes = likeliestClasses([...counts(4_000, 100), ...counts(1_000, 400)]);
  const common = classes.filter(({ rows }) => rows > 250);
  expect(common.reduce((sum, { keys }) => sum + keys, 0)).toBeCloseTo(1_000, 0);
});

test('keys met very often keep their counts', () => {
  const seen = [
    { rows: 5_000, keys: 1, keySize: 16 },
    { rows: 9_000, keys: 1, keySize: 24 },
  ];
  expect(likeliestClasses(seen)).toEqual(seen);
});
