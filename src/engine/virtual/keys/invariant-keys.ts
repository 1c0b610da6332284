import type { Model } from '../../../model/types';
import { baseColumns } from '../catalog/base-columns';
import type { Relation, RelationIndex } from '../catalog/relations';
import { columnKinds } from '../statistics/column-kinds';

/** Whether the values that an index holds are the same at every row count. */
export function isSteady(
  model: Model,
  table: string,
  relation: Relation,
  { columns }: RelationIndex,
): boolean {
  return columns.every((number) => isSteadyColumn(model, table, relation, number));
}

export function isSteadyColumn(
  model: Model,
  table: string,
  relation: Relation,
  number: number,
): boolean {
  const kinds = columnKinds(model, model.table(table));
  return baseColumns(relation, number).every((name) => (kinds.get(name) ?? 'steady') === 'steady');
}
