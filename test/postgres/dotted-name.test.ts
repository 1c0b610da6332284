import { relationReadings, spellingsOf, splitsOf } from '../../src/postgres/dotted-name';

test.each([
  ['orders.id', [['orders', 'id']]],
  ['shop.orders.id', [['shop.orders', 'id'], ['shop', 'orders.id']]],
  ['orders', []],
  ['.id', []],
])('%s is split at each dot', (name, splits) => {
  expect(splitsOf(name).map(({ before, after }) => [before, after])).toEqual(splits);
}); // prettier-ignore

test.each([
  ['"Orders"', ['Orders', '"Orders"']],
  ['"a""b"', ['a"b', '"a""b"']],
  ['""', ['""']],
  ['orders', ['orders']],
])('%s may be spelt %j in the catalog', (name, spellings) => {
  expect(spellingsOf(name)).toEqual(spellings);
});

test('a relation is read with and without a schema', () => {
  expect(relationReadings('Shop.v1.orders')).toEqual([
    { relation: 'Shop.v1.orders' },
    { schema: 'Shop.v1', relation: 'orders' },
    { schema: 'Shop', relation: 'v1.orders' },
  ]);
  expect(relationReadings('"v1.orders"')).toContainEqual({ relation: 'v1.orders' });
});
