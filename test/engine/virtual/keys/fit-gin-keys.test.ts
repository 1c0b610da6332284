import { knownGinKeys } from '../../../../src/engine/virtual/keys/fit-gin-keys';

/** 10 keys, each of which half of the rows have. */
const keyDistribution = { classes: [{ keys: 10, share: 0.5 }], fresh: 0 };

test('a key distribution that explains the sample has the sizes of its keys', () => {
  const seen = [{ rows: 500, keys: 10, keySize: 24 }];
  expect(
    knownGinKeys({ keyDistribution, sampledKeyDistribution: keyDistribution, seen, sampled: 1_000 })
      ?.classes,
  ).toEqual([{ keys: 10, share: 0.5, keySize: 24 }]);
});

test('a key distribution of other keys, or of other rows, than the sample has is none', () => {
  const otherKeys = [{ rows: 100, keys: 50, keySize: 24 }];
  expect(
    knownGinKeys({
      keyDistribution,
      sampledKeyDistribution: keyDistribution,
      seen: otherKeys,
      sampled: 1_000,
    }),
  ).toBeUndefined();
  const otherRows = [{ rows: 900, keys: 10, keySize: 24 }];
  expect(
    knownGinKeys({
      keyDistribution,
      sampledKeyDistribution: keyDistribution,
      seen: otherRows,
      sampled: 1_000,
    }),
  ).toBeUndefined();
});
