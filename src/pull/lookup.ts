import type { ColumnLookup } from '../postgres/catalog/column-statistics';
import type { ColumnStatistics, RelationStatistics } from './types';

/** Statistics of tables by `schema.table.column`; of a table with partitions or children those over all of them. */
export function columnLookups(
  relations: readonly Pick<RelationStatistics, 'schema' | 'name' | 'columns'>[],
): ReadonlyMap<string, ColumnLookup> {
  const found = new Map<string, ColumnLookup>();
  for (const { schema, name, columns } of relations) {
    for (const column of columns) {
      const key = `${schema}.${name}.${column.attname}`;
      if (column.inherited || !found.has(key)) found.set(key, { ok: true, column: lookup(column) });
    }
  }
  return found;
}

const lookup = (column: ColumnStatistics) => ({
  type: column.type,
  nulls: column.null_frac,
  common: column.most_common_vals ?? [],
  shares: column.most_common_freqs ?? [],
  bounds: column.histogram_bounds ?? [],
});
