import { evenKeys, uniqueKeys } from '../../../../src/engine/virtual/keys/key-distribution';
import { metLaw } from '../../../../src/engine/virtual/keys/fit-keys';

/** 30,000 rows that fall by chance on 300,000 keys: 0.1 a key. */
const keys = [1, 2, 3].map((rows) => ({
  rows,
  keys: Math.round((300_000 * Math.exp(-0.1) * 0.1 ** rows) / ([1, 1, 2, 6][rows] ?? 1)),
}));
const unsaid = { law: evenKeys(1), prefixes: [evenKeys(1)], said: false };
const evidence = {
  law: unsaid,
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
  steady: true,
  rows: 1_000_000,
};

test('the columns that a key is computed from say how its values repeat where the sample met as many', () => {
  const composed = { law: evenKeys(300_000), sampled: evenKeys(300_000) };
  const found = metLaw({ ...evidence, composed });
  expect(found.law).toBe(composed.law);
  expect(found.prefixes).toEqual([composed.law]);
  expect(found.approximation).toBeUndefined();
});

test('they do not where different values make the same key', () => {
  const composed = { law: uniqueKeys(1_000_000), sampled: uniqueKeys(10_000_000) };
  const found = metLaw({ ...evidence, composed });
  expect(found.law).not.toBe(composed.law);
  expect(found.approximation).toBe('duplicates are estimated from a sample');
});
