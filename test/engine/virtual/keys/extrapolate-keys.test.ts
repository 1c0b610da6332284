import { sampledKeyDistribution } from '../../../../src/engine/virtual/keys/extrapolate-keys';

const unchanged = { inOrder: false, together: 1, growth: 1 };

test('keys met again and again are all there are', () => {
  const keyDistribution = sampledKeyDistribution(
    [{ rows: 300, keys: 100 }],
    30_000,
    10_000_000,
    unchanged,
  );
  expect(keyDistribution).toEqual([{ keys: 100, share: 0.01 }]);
});

test('rows that share nothing in the sample share nothing in the table', () => {
  const keyDistribution = sampledKeyDistribution(
    [{ rows: 1, keys: 30_000 }],
    30_000,
    10_000_000,
    unchanged,
  );
  expect(keyDistribution).toEqual([{ keys: 10_000_000, share: 1e-7, spread: 0 }]);
});

test('unless rows that follow each other share a key', () => {
  const [fresh] = sampledKeyDistribution([{ rows: 1, keys: 30_000 }], 30_000, 10_000_000, {
    ...unchanged,
    together: 10,
  });
  expect(fresh?.keys).toBeCloseTo(1_000_000, 0);
});

test('a stock of keys is as large as the keys met once and twice say', () => {
  // 30,000 rows that fall by chance on 300,000 keys: 0.1 a key.
  const chance = (times: number) =>
    Math.round((300_000 * Math.exp(-0.1) * 0.1 ** times) / ([1, 1, 2, 6][times] ?? 1));
  const seen = [1, 2, 3].map((rows) => ({ rows, keys: chance(rows) }));
  const keyDistribution = sampledKeyDistribution(seen, 30_000, 10_000_000, unchanged);
  const keys = keyDistribution
    .filter(({ spread }) => spread !== 0)
    .reduce((sum, each) => sum + each.keys, 0);
  expect(keys / 300_000).toBeCloseTo(1, 1);
});

test('keys that take turns as rows go on have equally many rows, though a sample met them by chance', () => {
  const seen = [
    { rows: 38, keys: 40 },
    { rows: 42, keys: 40 },
  ];
  const inOrder = sampledKeyDistribution(seen, 3_200, 10_000_000, { ...unchanged, inOrder: true });
  expect(inOrder).toEqual([{ keys: 80, share: 1 / 80, spread: 0 }]);
  const among = sampledKeyDistribution(seen, 3_200, 10_000_000, unchanged);
  expect(among).toEqual([{ keys: 80, share: 1 / 80 }]);
});
