import { dependenceOf } from '../../../model/dependence';
import type { ColumnModel } from '../../../model/types';
import { ledColumns, type LedBy } from './led-columns';

/** A row at the border of a partition may belong to its neighbour: so many are tried. */
export const tries = 200;

/** The key that a column refers to in its own table. */
export interface OwnKey {
  readonly name: string;
  /** Whether its values rise with the row number. */
  readonly rises: boolean;
}

/** What a column refers to, if it is in the same table. */
export function selfReferred(
  { model, table }: LedBy,
  { distribution }: ColumnModel,
): OwnKey | undefined {
  const of = distribution.kind === 'nullable' ? distribution.of : distribution;
  if (of.kind !== 'reference' || of.table !== table) return undefined;
  const name = of.column ?? 'id';
  const definition = model.table(table);
  const key = definition.columns.find((each) => each.name === name);
  const rises = key && dependenceOf(key.distribution, { model, table: definition }).rises;
  return { name, rises: rises === true };
}

/**
 * SQL of the end of a column that refers to its own table, in an end row. Rows refer to earlier ones, so the row with
 * the highest key cannot have it for its parent; a check of the schema may rely on that. Undefined for the row's own
 * value, which the first row has: the second refers to the first.
 */
export function selfEnd(
  { model, table, scale, rowSubset }: LedBy & { readonly scale: number },
  key: OwnKey,
  draw: 'lowest' | 'highest',
): string | undefined {
  if (!key.rises) {
    // Both ends of the key are in these two rows: each refers to the other's.
    const other = draw === 'lowest' ? 'highest' : 'lowest';
    return model.drawExpression({ draw: other, from: `${table}.${key.name}` }, scale);
  }
  if (draw === 'lowest') return undefined;
  const reach = rowSubset.relation.bound === null ? 1 : tries + 1;
  return model.valueAt(table, key.name, Math.max(1, rowSubset.last - reach), scale);
}

type SecondRow = { readonly i: 2; readonly d: 2 };

/** With the second row of the table, where a column that leads a b-tree has its lowest value there. */
export function withSecond<Row extends { readonly i: number; readonly d: number }>(
  of: LedBy,
  further: readonly (Row | SecondRow)[],
): readonly (Row | SecondRow)[] {
  const { first, last, relation } = of.rowSubset;
  if (first !== 1 || last < 3 || relation.bound !== null || further.some(({ i }) => i === 2)) {
    return further;
  }
  const led = ledColumns(of);
  const refers = of.model
    .table(of.table)
    .columns.some((column) => led.has(column.name) && selfReferred(of, column)?.rises);
  return refers ? [{ i: 2, d: 2 }, ...further] : further;
}
