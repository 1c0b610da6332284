import * as d from '../../../../src/model/distributions';
import { skew } from '../../../../src/model/skew';
import type { Distribution, Model, TableModel } from '../../../../src/model/types';
import { columnKinds } from '../../../../src/engine/virtual/statistics/column-kinds';

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
  ['weighted', d.weighted({ a: 1, b: 2 }), 'steady'],
  ['uniform', d.uniform(0, 10), 'steady'],
  ['time', d.time({ from: '2024-01-01', to: '2025-01-01' }), 'steady'],
  ['serial', d.serial(), 'rising'],
  ['nullable serial', d.nullable(0.1, d.serial()), 'moving'],
  ['reference to a growing table', d.reference('parents'), 'moving'],
  ['reference to a fixed table', d.reference('countries', { skew: skew.zipf(1) }), 'steady'],
  ['ordered reference', d.reference('countries', { ordered: true }), 'moving'],
  ['distinct values that grow', d.uniformDistinct(0.1), 'moving'],
  ['raw SQL', d.sql('i % 10'), 'moving'],
  ['jsonb of steady keys', d.jsonb({ a: d.bool(0.5) }), 'steady'],
  ['jsonb of a moving key', d.jsonb({ a: d.uniformDistinct(0.5) }), 'moving'],
])('%s', (_, distribution, kind) => {
  expect(kindOf(distribution)).toBe(kind);
});

test('a correlated column is as steady as the column it follows', () => {
  const follows = d.correlated('base', 0.8, d.uniform(0, 1));
  expect(kindOf(follows, [['base', d.uniform(0, 1)]])).toBe('steady');
  expect(kindOf(follows, [['base', d.serial()]])).toBe('moving');
});
