import { replaceNames } from '../../../model/expression/raw-sql';
import type { Distribution, Model, TableModel } from '../../../model/types';

/**
 * What a column's statistics make of another row count.
 *
 * - `steady`: the sample has the same values at every row count; only ANALYZE's conclusions may differ
 * - `rising`: one value a row, in row order; a sample has nothing to show but the ends of its histogram's bins
 * - `moving`: the values depend on the row count
 */
export type ColumnKind = 'steady' | 'rising' | 'moving';

/** Kinds of the columns that the model fills. */
export function columnKinds(model: Model, table: TableModel): ReadonlyMap<string, ColumnKind> {
  const known = new Map<string, ColumnKind>();
  const kindOf = (of: Distribution): ColumnKind => {
    switch (of.kind) {
      case 'serial':
        return 'rising';
      case 'time':
      case 'uuid-v7':
        // The same span at every row count, unless partitions stretch it.
        return table.partitionsAt === undefined ? 'steady' : 'moving';
      case 'reference':
        return of.table !== table.name && !of.ordered && isFixed(model, of.table)
          ? 'steady'
          : 'moving';
      case 'uniform-distinct':
        return 'moving';
      case 'sql':
        return namesRows(of.expression) ? 'moving' : 'steady';
      case 'nullable': {
        const inner = kindOf(of.of);
        return inner === 'rising' ? 'moving' : inner;
      }
      case 'correlated':
        return known.get(of.column) === 'steady' && kindOf(of.of) === 'steady'
          ? 'steady'
          : 'moving';
      case 'jsonb':
        return Object.values(of.keys).every((key) => kindOf(key) === 'steady')
          ? 'steady'
          : 'moving';
      case 'array':
        return kindOf(of.element) === 'steady' ? 'steady' : 'moving';
      default:
        return 'steady';
    }
  };
  // A correlated column may stand before the one it follows: the second round knows all of them.
  for (let round = 0; round < 2; round += 1) {
    for (const { name, distribution } of table.columns) known.set(name, kindOf(distribution));
  }
  return known;
}

/** Columns of a whole table that rise with the row number. */
export function risingColumns(model: Model, table: TableModel): readonly string[] {
  return [...columnKinds(model, table)]
    .filter(([, kind]) => kind === 'rising')
    .map(([name]) => name);
}

/**
 * Columns that rise with the row number within each of so many partitions; undefined where a column makes
 * partitions differ in some other way, so that each must be sampled for itself.
 */
export function risingInPartitions(
  table: TableModel,
  partitions: number,
): readonly string[] | undefined {
  const rising: string[] = [];
  for (const { name, distribution } of table.columns) {
    const follows = followsRows(distribution, partitions);
    if (follows === 'otherwise') return undefined;
    if (follows === 'rising') rising.push(name);
  }
  return rising;
}

/** A jitter below this share of a partition's span leaves its rows in order. */
const smallJitter = 0.02;

function followsRows(of: Distribution, partitions: number): 'rising' | 'no' | 'otherwise' {
  switch (of.kind) {
    case 'serial':
    case 'uuid-v7':
      return 'rising';
    case 'time': {
      const span = (Date.parse(of.to) - Date.parse(of.from)) / 1000 / partitions;
      // The clock's own time is no date; spans are years then.
      return of.jitterSeconds === 0 ||
        of.jitterSeconds < smallJitter * (Number.isNaN(span) ? 0 : span)
        ? 'rising'
        : 'otherwise';
    }
    case 'reference':
      return of.ordered ? 'otherwise' : 'no';
    case 'sql':
    case 'correlated':
      return 'otherwise';
    case 'nullable':
      return followsRows(of.of, partitions) === 'no' ? 'no' : 'otherwise';
    case 'array':
      return followsRows(of.element, partitions) === 'no' ? 'no' : 'otherwise';
    case 'jsonb':
      return Object.values(of.keys).every((key) => followsRows(key, partitions) === 'no')
        ? 'no'
        : 'otherwise';
    default:
      return 'no';
  }
}

/** Whether raw SQL depends on the row number or the row count. */
export function namesRows(expression: string): boolean {
  return replaceNames(expression, { i: '', n: '' }) !== expression;
}

/** Whether a table has as many rows at every scale. */
function isFixed(model: Model, table: string): boolean {
  const definition = model.table(table);
  return definition.rows(1_000) === definition.rows(1_000_000_000);
}
