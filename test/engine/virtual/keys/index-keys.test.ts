import { saysAll } from '../../../../src/engine/virtual/keys/index-keys';
import type { Relation } from '../../../../src/engine/virtual/catalog/relations';
import { jsonb, serial } from '../../../../src/model/distributions';
import type { Model, TableModel } from '../../../../src/model/types';

const body = { name: 'body', type: 'jsonb', distribution: jsonb({ id: serial() }) };
const table = { columns: [body], rows: () => 1_000 } as unknown as TableModel;

test.each([
  ['btree', false],
  ['hash', false],
  ['gin', true],
  ['brin', true],
])('repeated values of a column that the model is silent on matter to %s', (method, said) => {
  const relation = {
    columns: [{ number: 1, name: 'body' }],
    indexes: [{ method, keys: [1] }],
  } as unknown as Relation;
  const model = { table: () => table } as unknown as Model;
  expect(saysAll({ model, table: 't', relation, scale: 1_000, rows: 1_000 })).toBe(said);
});
