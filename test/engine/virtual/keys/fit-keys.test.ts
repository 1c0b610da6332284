import { evenKeys, uniqueKeys } from '../../../../src/engine/virtual/keys/key-distribution';
import { fitKeys } from '../../../../src/engine/virtual/keys/fit-keys';

/** 30,000 rows that fall by chance on 300,000 keys: 0.1 a key. */
const keys = [1, 2, 3].map((rows) => ({
  rows,
  keys: Math.round((300_000 * Math.exp(-0.1) * 0.1 ** rows) / ([1, 1, 2, 6][rows] ?? 1)),
}));
const unsaid = { keyDistribution: evenKeys(1), prefixes: [evenKeys(1)], said: false };
const evidence = {
  keyDistribution: unsaid,
  sampled: unsaid,
  measured: {
    rows: 30_000,
    tupleSize: 24,
    keys,
    deduplicates: true,
    keyBytes: [12],
    together: 1,
  },
  sampledRows: 10_000_000,
  invariant: true,
  rows: 1_000_000,
};

test('the columns that a key is computed from say how its values repeat where the sample met as many', () => {
  const composed = { keyDistribution: evenKeys(300_000), sampled: evenKeys(300_000) };
  const found = fitKeys({ ...evidence, composed });
  expect(found.keyDistribution).toBe(composed.keyDistribution);
  expect(found.prefixes).toEqual([composed.keyDistribution]);
  expect(found.approximation).toBeUndefined();
});

test('they do not where different values make the same key', () => {
  const composed = { keyDistribution: uniqueKeys(1_000_000), sampled: uniqueKeys(10_000_000) };
  const found = fitKeys({ ...evidence, composed });
  expect(found.keyDistribution).not.toBe(composed.keyDistribution);
  expect(found.approximation).toBe('duplicates are estimated from a sample');
});
