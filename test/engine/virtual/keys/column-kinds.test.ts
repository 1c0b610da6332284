import * as d from '../../../../src/model/distributions';
import { skew } from '../../../../src/model/skew';
import type { Distribution, Model, TableModel } from '../../../../src/model/types';
import { columnKinds } from '../../../../src/engine/virtual/keys/column-kinds';

const parents: Partial<TableModel> = { name: 'parents', rows: (scale) => scale / 10 };
const countries: Partial<TableModel> = { name: 'countries', rows: () => 200 };
const model = {
  table: (name: string) => (name === 'parents' ? parents : countries),
} as unknown as Model;

function kindOf(distribution: Distribution, others: readonly [string, Distribution][] = []) {
  const columns = [['c', distribution] as const, ...others].map(([name, of]) => ({
    name,
    sqlName: name,
    type: 'bigint',
    distribution: of,
  }));
  return columnKinds(model, { name: 't', columns } as unknown as TableModel).get('c');
}

test.each([
  ['weighted', d.weighted({ a: 1, b: 2 }), 'invariant'],
  ['uniform', d.uniform(0, 10), 'invariant'],
  ['time', d.time({ from: '2024-01-01', to: '2025-01-01' }), 'invariant'],
  ['serial', d.serial(), 'monotonic'],
  ['nullable serial', d.nullable(0.1, d.serial()), 'row-count-dependent'],
  ['reference to a growing table', d.reference('parents'), 'row-count-dependent'],
  ['reference to a fixed table', d.reference('countries', { skew: skew.zipf(1) }), 'invariant'],
  ['ordered reference', d.reference('countries', { ordered: true }), 'row-count-dependent'],
  ['distinct values that grow', d.uniformDistinct(0.1), 'row-count-dependent'],
  ['raw SQL', d.sql('i % 10'), 'row-count-dependent'],
  ['jsonb of invariant keys', d.jsonb({ a: d.bool(0.5) }), 'invariant'],
  [
    'jsonb of a row-count-dependent key',
    d.jsonb({ a: d.uniformDistinct(0.5) }),
    'row-count-dependent',
  ],
])('%s', (_, distribution, kind) => {
  expect(kindOf(distribution)).toBe(kind);
});

test('a correlated column is as invariant as the column it follows', () => {
  const follows = d.correlated('base', 0.8, d.uniform(0, 1));
  expect(kindOf(follows, [['base', d.uniform(0, 1)]])).toBe('invariant');
  expect(kindOf(follows, [['base', d.serial()]])).toBe('row-count-dependent');
});
