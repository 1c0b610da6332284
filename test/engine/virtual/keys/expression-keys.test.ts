import { expressionKeys } from '../../../../src/engine/virtual/keys/expression-keys';
import type { Relation, RelationIndex } from '../../../../src/engine/virtual/catalog/relations';
import { jsonb, serial, uniformInt, weighted } from '../../../../src/model/distributions';
import type { Model, TableModel } from '../../../../src/model/types';

const table = {
  columns: [
    { name: 'city', type: 'text', distribution: weighted({ Valletta: 3, Mdina: 1 }) },
    { name: 'kind', type: 'integer', distribution: uniformInt(1, 10) },
    { name: 'notes', type: 'jsonb', distribution: jsonb({ id: serial() }) },
    { name: 'id', type: 'bigint', distribution: serial() },
  ],
  rows: () => 1_000,
} as unknown as TableModel;
const columns = ['city', 'kind', 'notes', 'id'].map((name, k) => ({
  number: k + 1,
  name,
  from: [],
}));
const relation = {
  columns: [...columns, { number: 5, name: 'pair', from: [1, 2] }],
} as unknown as Relation;
const model = { table: () => table } as unknown as Model;
const of = { model, table: 't', relation, scale: 1_000, rows: 1_000 };

const keysOver = (numbers: readonly number[], partial = false) =>
  expressionKeys(of, { columns: numbers, partial } as unknown as RelationIndex);

test.each([
  ['an expression over both', [1, 2]],
  ['a column generated from both', [5]],
])('two columns drawn apart: %s', (_, numbers) => {
  const keyDistribution = keysOver(numbers);
  const shares = keyDistribution?.map(({ keys, share }) => [keys, Number(share.toFixed(4))]);
  expect(shares).toEqual([
    [10, 0.075],
    [10, 0.025],
  ]);
});

test('one row of a unique column makes a key of its own', () => {
  expect(keysOver([1, 4])).toEqual([{ keys: 1_000, share: 0.001, spread: 0 }]);
});

test('nothing is said of columns without a key distribution, nor of partial indexes', () => {
  expect(keysOver([1, 3])).toBeUndefined();
  expect(keysOver([1, 2], true)).toBeUndefined();
});
