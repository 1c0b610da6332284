import type { RelationIndex } from '../catalog/relations';
import { type IndexedTable, keyDistributionOf } from './index-keys';
import { combine, isUnique, type KeyDistribution, uniqueKeys } from './key-distribution';
import { baseColumns } from '../catalog/base-columns';

/** How the rows fall on an index's keys at a row count, and at that of the sample. */
export interface ExpressionKeys {
  readonly keyDistribution: KeyDistribution;
  readonly sampled: KeyDistribution;
}

/**
 * How the rows fall on the values of all columns that an index's keys are computed from. Where no two of these make
 * the same key, as with two texts one after the other, that is the distribution of the keys too. Undefined where a column
 * is not drawn by a distribution, and of partial indexes, whose rows have their own share of each value.
 */
export function expressionKeys(
  of: Omit<IndexedTable, 'distinct'>,
  { columns, partial }: RelationIndex,
): KeyDistribution | undefined {
  if (partial) return undefined;
  const { model, table, relation, rows } = of;
  const names = new Set(columns.flatMap((number) => baseColumns(relation, number)));
  const keyDistributions = [...names].map((name) => {
    const column = model.table(table).columns.find((each) => each.name === name);
    return column && keyDistributionOf(of, column);
  });
  let whole: KeyDistribution | undefined;
  for (const keyDistribution of keyDistributions) {
    if (keyDistribution === undefined) return undefined;
    if (isUnique(keyDistribution, rows)) return uniqueKeys(rows);
    whole = whole === undefined ? keyDistribution : combine(whole, keyDistribution, rows);
  }
  return whole;
}
