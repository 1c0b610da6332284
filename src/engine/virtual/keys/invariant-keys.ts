import type { Model } from '../../../model/types';
import { baseColumns } from '../catalog/base-columns';
import type { Relation, RelationIndex } from '../catalog/relations';
import { columnKinds } from './column-kinds';

/** Whether the values that an index holds are the same at every row count. */
export function areInvariantKeys(
  model: Model,
  table: string,
  relation: Relation,
  { columns }: RelationIndex,
): boolean {
  return columns.every((number) => isInvariantColumn(model, table, relation, number));
}

export function isInvariantColumn(
  model: Model,
  table: string,
  relation: Relation,
  number: number,
): boolean {
  const kinds = columnKinds(model, model.table(table));
  return baseColumns(relation, number).every(
    (name) => (kinds.get(name) ?? 'invariant') === 'invariant',
  );
}
