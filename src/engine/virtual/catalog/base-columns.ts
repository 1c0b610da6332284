import type { Relation } from './relations';

/** A column, or those that a generated one is made from. */
export function baseColumns(relation: Relation, number: number): readonly string[] {
  const column = relation.columns.find((each) => each.number === number);
  if (column === undefined) return [];
  return column.from.length === 0
    ? [column.name]
    : column.from.flatMap((from) => baseColumns(relation, from));
}
