import type { RelationIndex } from '../catalog/relations';
import { type IndexedTable, lawOf } from './index-keys';
import { combine, isUnique, type KeyLaw, uniqueKeys } from './key-distribution';
import { baseColumns } from '../catalog/base-columns';

/** How the rows fall on an index's keys at a row count, and at that of the sample. */
export interface ComposedLaw {
  readonly law: KeyLaw;
  readonly sampled: KeyLaw;
}

/**
 * How the rows fall on the values of all columns that an index's keys are computed from. Where no two of these make
 * the same key, as with two texts one after the other, that is the law of the keys too. Undefined where a column
 * is not drawn by a law, and of partial indexes, whose rows have their own share of each value.
 */
export function composedLaw(
  of: Omit<IndexedTable, 'distinct'>,
  { columns, partial }: RelationIndex,
): KeyLaw | undefined {
  if (partial) return undefined;
  const { model, table, relation, rows } = of;
  const names = new Set(columns.flatMap((number) => baseColumns(relation, number)));
  const laws = [...names].map((name) => {
    const column = model.table(table).columns.find((each) => each.name === name);
    return column && lawOf(of, column);
  });
  let whole: KeyLaw | undefined;
  for (const law of laws) {
    if (law === undefined) return undefined;
    if (isUnique(law, rows)) return uniqueKeys(rows);
    whole = whole === undefined ? law : combine(whole, law, rows);
  }
  return whole;
}
