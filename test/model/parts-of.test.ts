import {
  array,
  constant,
  correlated,
  email,
  jsonb,
  mixture,
  nullable,
  phases,
  reference,
  sql,
} from '../../src/definitions';
import { alternativesOf, expressionsOf, keyShare, mapAlternatives } from '../../src/model/parts-of';
import { rows } from '../../src/model/amount';

const orders = reference('orders');
const { contact } = phases([
  { upTo: rows(10), columns: { contact: email() } },
  { columns: { contact: constant(null) } },
]);
const { key } = mixture({
  followed: { columns: { key: correlated('id', 0.5, orders) } },
  other: { columns: { key: contact } },
});
const nested = nullable(0.1, key);

test('the distributions of which a column has the values are found inside of those around them', () => {
  expect(alternativesOf(nested).map(({ kind }) => kind)).toEqual([
    'reference',
    'email',
    'constant',
  ]);
  expect(alternativesOf(orders)).toEqual([orders]);
});

test('the innermost are replaced, and what is around them stays', () => {
  const rename = (table: string) =>
    mapAlternatives(nested, (each) => (each.kind === 'reference' ? { ...each, table } : each));
  expect(alternativesOf(rename('invoices'))[0]).toMatchObject({ table: 'invoices' });
  expect(rename('orders')).toEqual(nested);
});

test("the author's own SQL is found in keys and elements too", () => {
  const type = { type: 'int', minLength: 1, maxLength: 2 };
  const object = jsonb({ a: nullable(0.1, sql('i')), b: array([sql('n'), constant(1)], type) });
  expect(expressionsOf(object)).toEqual(['i', 'n']);
  expect(expressionsOf(orders)).toEqual([]);
});

test('every document has a key of no given share, whatever the key is called', () => {
  expect(keyShare({ present: { coupon: 0.05 } }, 'coupon')).toBe(0.05);
  expect(keyShare({ present: { coupon: 0.05 } }, 'constructor')).toBe(1);
  expect(keyShare({}, 'coupon')).toBe(1);
});
