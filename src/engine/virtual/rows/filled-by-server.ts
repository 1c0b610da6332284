import type { TableModel } from '../../../model/types';
import type { Relation } from '../catalog/relations';
import type { ComputedColumn } from './insert-rows';

/** What the server fills in where the model says nothing: defaults first, then generated columns, as far as wanted. */
export function filledByServer(
  relation: Relation,
  table: TableModel,
  wanted: ReadonlySet<string>,
): readonly ComputedColumn[] {
  const filled = new Set(table.columns.map(({ name }) => name));
  const left = relation.columns.filter(
    ({ name, counted }) => wanted.has(name) && !filled.has(name) && !counted,
  );
  return [
    ...left
      .filter(({ generated }) => generated === null)
      .map(({ sqlName, expression, type }) => ({
        sqlName,
        expression: `(${expression ?? 'null'})::${type}`,
      })),
    ...left.flatMap(({ sqlName, generated, expression }) =>
      generated === null || expression === null ? [] : [{ sqlName, expression }],
    ),
  ];
}
