import {
  constant,
  correlated,
  email,
  mixture,
  nullable,
  phases,
  reference,
} from '../../src/definitions';
import { alternativesOf, mapAlternatives } from '../../src/model/parts-of';
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
