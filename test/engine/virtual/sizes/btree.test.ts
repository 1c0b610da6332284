import { btreePages, type BtreeShape } from '../../../../src/engine/virtual/sizes/btree';
import {
  evenKeys,
  keyGroups,
  type KeyDistribution,
  uniqueKeys,
  weightedKeys,
} from '../../../../src/engine/virtual/keys/key-distribution';

const bigint = { tupleSize: 16, pivotSize: () => 16, fillfactor: 90, deduplicates: true };

function pages(rows: number, keyDistribution: KeyDistribution, shape: BtreeShape = bigint) {
  return btreePages(shape, keyGroups(keyDistribution, rows));
}

// What CREATE INDEX of PostgreSQL 18.4 made; pg_relation_size and bt_metap.
test.each([
  ['unique', 30_000, uniqueKeys(30_000), 84, 1],
  ['unique', 300_000, uniqueKeys(300_000), 825, 2],
  ['unique', 900_000, uniqueKeys(900_000), 2_471, 2],
  ['unique', 10_000_000, uniqueKeys(10_000_000), 27_422, 2],
])('%s bigints, %i rows', (_, rows, keyDistribution, expected, level) => {
  const made = pages(rows, keyDistribution);
  expect(Math.abs(made.pages / expected - 1)).toBeLessThan(0.02);
  expect(made.level).toBe(level);
});

test('without deduplication repeated keys take as much as different ones', () => {
  const shape = { ...bigint, deduplicates: false };
  expect(pages(1_000_000, evenKeys(5), shape)).toEqual(pages(1_000_000, uniqueKeys(1_000_000)));
});

test('a lower fillfactor takes more pages, in proportion', () => {
  const half = pages(1_000_000, uniqueKeys(1_000_000), { ...bigint, fillfactor: 45 }).pages;
  expect(half / pages(1_000_000, uniqueKeys(1_000_000)).pages).toBeCloseTo(2, 1);
});

test('pages grow with the rows, without a step back', () => {
  let before = 0;
  for (let rows = 1_000; rows < 1e11; rows *= 1.3) {
    const made = pages(rows, evenKeys(1_000_000)).pages;
    expect(made).toBeGreaterThanOrEqual(before * 0.999);
    before = made;
  }
});

test('words of six values', () => {
  const made = pages(300_000, evenKeys(6), { ...bigint, tupleSize: 24, pivotSize: () => 32 });
  expect(Math.abs(made.pages / 261 - 1)).toBeLessThan(0.02);
  expect(made.level).toBe(2);
});

test('an index without rows is its meta page', () => {
  expect(pages(0, evenKeys(1))).toEqual({ pages: 1, level: 0 });
});

// order_items_product_id_idx of the web shop: a thousand products, three hundred items each on average.
test('a page that ends within the rows of a key needs a row address in the tuple that leads on', () => {
  const items = weightedKeys(1_000, (k) => k ** -0.8);
  const sizes = { separate: 16, split: 24 };
  const shape = {
    ...bigint,
    pivotSize: (split: number) => sizes.separate * (1 - split) + sizes.split * split,
  };
  const withoutAddress = pages(300_000, items, { ...bigint, pivotSize: () => sizes.separate });
  expect(pages(300_000, items, shape).level).toBe(2);
  expect(withoutAddress.level).toBe(1);
});

// What CREATE INDEX of PostgreSQL 18.4 made of 731 days: one after the other, and by chance.
test.each([
  ['in turn', 0, 248],
  ['by chance', 1, 259],
])('days that rows have %s', (_, spread, expected) => {
  const made = pages(300_000, evenKeys(731, spread)).pages;
  expect(Math.abs(made / expected - 1)).toBeLessThan(0.025);
});

test('keys of several lengths take what each takes', () => {
  const at = (tupleSize: number) =>
    pages(1_000_000, evenKeys(200_000), { ...bigint, tupleSize }).pages;
  expect(at(26) / (0.75 * at(24) + 0.25 * at(32))).toBeCloseTo(1, 2);
});

test.each([
  ['unique', uniqueKeys(0)],
  ['repeated', evenKeys(0)],
])('an index of no rows, keys %s, is its meta page', (_, keyDistribution) => {
  for (const deduplicates of [true, false])
    expect(pages(0, keyDistribution, { ...bigint, deduplicates })).toEqual({ pages: 1, level: 0 });
});
