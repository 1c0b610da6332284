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
      case 'sql':
        return 'moving';
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

/** Whether a table has as many rows at every scale. */
function isFixed(model: Model, table: string): boolean {
  const definition = model.table(table);
  return definition.rows(1_000) === definition.rows(1_000_000_000);
}
