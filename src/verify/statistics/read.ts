import type { Connection } from '../../postgres/types';

/** What the planner knows of one table, index or materialised view. */
export interface RelationFigures {
  readonly name: string;
  readonly kind: 'table' | 'index';
  readonly method: string | null;
  /** Pages of the main fork, by the size of its files. */
  readonly pages: number;
  readonly reltuples: number;
  readonly relpages: number;
  readonly relallvisible: number;
  /** Levels of a b-tree below its root; null for other methods. */
  readonly level: number | null;
}

/** One row of `pg_stats`, with lists told by what can be compared of them. */
export interface ColumnFigures {
  readonly table: string;
  readonly column: string;
  readonly inherited: boolean;
  readonly n_distinct: number;
  readonly null_frac: number;
  readonly avg_width: number;
  readonly correlation: number | null;
  readonly common_values: readonly string[];
  readonly common_frequencies: readonly number[];
  readonly histogram_bounds: number;
  readonly element_values: number;
}

export interface Statistics {
  readonly relations: readonly RelationFigures[];
  readonly columns: readonly ColumnFigures[];
}

/** Reads sizes and statistics as they stand; creates `pageinspect` for the height of b-trees. */
export async function readStatistics(connection: Connection): Promise<Statistics> {
  await connection.query('create extension if not exists pageinspect');
  const { rows: relations } = await connection.query<RelationFigures>(`
    select c.oid::regclass::text as name,
           case c.relkind when 'i' then 'index' else 'table' end as kind,
           am.amname as method,
           (pg_relation_size(c.oid) / current_setting('block_size')::bigint)::float8 as pages,
           c.reltuples::float8 as reltuples, c.relpages::float8 as relpages,
           c.relallvisible::float8 as relallvisible,
           case when am.amname = 'btree' then (bt_metap(c.oid::regclass::text)).level::float8 end as level
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_am am on am.oid = c.relam
     where c.relkind in ('r', 'i', 'm') and c.relpersistence <> 't'
       and n.nspname !~ '^(pg_|plancliff)' and n.nspname <> 'information_schema'
     order by c.relkind desc, 1`);
  const { rows: columns } = await connection.query<ColumnFigures>(`
    select format('%I.%I', schemaname, tablename)::regclass::text as "table", attname as "column", inherited,
           n_distinct::float8 as n_distinct, null_frac::float8 as null_frac,
           avg_width::float8 as avg_width, correlation::float8 as correlation,
           coalesce(most_common_vals::text::text[], '{}') as common_values,
           coalesce(most_common_freqs::float8[], '{}') as common_frequencies,
           coalesce(array_length(histogram_bounds, 1), 0)::float8 as histogram_bounds,
           coalesce(array_length(most_common_elems, 1), 0)::float8 as element_values
      from pg_stats
     where schemaname !~ '^(pg_|plancliff)' and schemaname <> 'information_schema'
     order by 1, 2, 3`);
  return { relations, columns };
}
