import fc from 'fast-check';
import { perKey } from '../../../../src/engine/virtual/keys/rows-per-key';
import {
  combine,
  evenKeys,
  isUnique,
  type KeyDistribution,
  keyGroups,
  uniqueKeys,
  weightedKeys,
  withOneKey,
} from '../../../../src/engine/virtual/keys/key-distribution';

const keyDistributions: fc.Arbitrary<KeyDistribution> = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }).map((keys) => evenKeys(keys)),
  fc
    .tuple(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 2, noNaN: true }))
    .map(([keys, exponent]) => weightedKeys(keys, (k) => k ** -exponent)),
  fc
    .tuple(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.integer({ min: 1, max: 1e6 }))
    .map(([share, keys]) => withOneKey(share, evenKeys(keys))),
);

const sum = (keyDistribution: KeyDistribution): number =>
  keyDistribution.reduce((total, { keys, share }) => total + keys * share, 0);

test('the keys of a key distribution have all the rows between them, also combined', () => {
  fc.assert(
    fc.property(keyDistributions, keyDistributions, (a, b) => {
      expect(sum(a)).toBeCloseTo(1, 6);
      expect(sum(combine(a, b, 1e6))).toBeCloseTo(1, 6);
    }),
  );
});

test('values of single rows make keys of single rows with any other column', () => {
  const half = withOneKey(0.5, uniqueKeys(1_000));
  expect(combine(half, evenKeys(2), 1_000)).toEqual([
    { keys: 2, share: 0.25 },
    { keys: 500, share: 0.001, spread: 0 },
  ]);
  expect(combine(evenKeys(2), half, 1_000)).toEqual(combine(half, evenKeys(2), 1_000));
});

test('groups have the rows that their keys have on average', () => {
  const [half, rest] = keyGroups(withOneKey(0.5, evenKeys(100)), 1_000);
  expect(half).toMatchObject({ rows: 500, mean: 500 });
  expect(rest).toMatchObject({ rows: 500, mean: 5 });
});

test('a serial column is unique, an even one is not', () => {
  expect(isUnique(uniqueKeys(1_000), 1_000)).toBe(true);
  expect(isUnique(evenKeys(1_000), 1_000)).toBe(false);
});

test.each([
  [0.3, 1],
  [3, 1],
  [3, 7 / 12],
  [40, 1],
  [500, 1],
  [2.5, 0],
])('a mean of %p at spread %p is kept over many keys', (mean, spread) => {
  const count = 20_000;
  const each = perKey(mean, spread);
  let rows = 0;
  for (let k = 0; k < count; k += 1) rows += each(k);
  // Keys without a row are not met.
  const seen =
    spread === 1
      ? 1 - Math.exp(-mean)
      : spread === 0
        ? 1
        : 1 - (1 - (1 - spread)) ** (mean / (1 - spread));
  expect(rows / count / (mean / seen)).toBeCloseTo(1, 1);
});
