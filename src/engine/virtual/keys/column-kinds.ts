import { type Dependence, dependenceOf } from '../../../model/dependence';
import type { ColumnModel, Model, TableModel } from '../../../model/types';

/**
 * What a column's statistics make of another row count.
 *
 * - `invariant`: the sample has the same values at every row count; only ANALYZE's conclusions may differ
 * - `monotonic`: one value a row, in row order; a sample has nothing to show but the ends of its histogram's bins
 * - `row-count-dependent`: the values depend on the row count
 */
export type ColumnKind = 'invariant' | 'monotonic' | 'row-count-dependent';

/** Kinds of the columns that the model fills. */
export function columnKinds(model: Model, table: TableModel): ReadonlyMap<string, ColumnKind> {
  return new Map(
    table.columns.map(({ name, distribution }) => [
      name,
      kindOf(dependenceOf(distribution, { model, table }), table),
    ]),
  );
}

function kindOf(
  { row, rises, rowCount }: Dependence,
  { partitionsAt }: Pick<TableModel, 'partitionsAt'>,
): ColumnKind {
  if (row === 'number') return rises ? 'monotonic' : 'row-count-dependent';
  // The same span at every row count, unless partitions scale it.
  const stretched = row === 'share' && partitionsAt !== undefined;
  return rowCount || stretched ? 'row-count-dependent' : 'invariant';
}

/** Columns of a whole table that rise with the row number. */
export function monotonicColumns(model: Model, table: TableModel): readonly string[] {
  return [...columnKinds(model, table)]
    .filter(([, kind]) => kind === 'monotonic')
    .map(([name]) => name);
}

/**
 * Columns that rise with the row number within each of so many partitions; undefined where a column makes
 * partitions differ in some other way, so that each must be sampled for itself.
 */
export function monotonicInPartitions(
  model: Model,
  table: TableModel,
  partitions: number,
): readonly string[] | undefined {
  const monotonic: string[] = [];
  for (const column of table.columns) {
    const { row, rises, raw, follows } = dependenceOf(column.distribution, { model, table });
    if (row === 'none' && raw === 'none' && !follows) continue;
    if (!rises || !isInOrder(column, partitions)) return undefined;
    monotonic.push(column.name);
  }
  return monotonic;
}

/** A jitter below this share of a partition's span leaves its rows in order. */
const smallJitter = 0.02;

function isInOrder({ distribution: of }: ColumnModel, partitions: number): boolean {
  if (of.kind !== 'time' || of.jitterSeconds === 0) return true;
  const span = (Date.parse(of.to) - Date.parse(of.from)) / 1000 / partitions;
  // The clock's own time is no date; spans are years then.
  return of.jitterSeconds < smallJitter * (Number.isNaN(span) ? 0 : span);
}
