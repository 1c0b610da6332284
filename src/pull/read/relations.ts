import {
  ofNoExtension,
  ofUsers,
  pagesOf,
  relationsInSchemas,
  sqlNameOf,
} from '../../postgres/catalog/fragments';
import { relationKey } from '../../postgres/relation-key';
import type { Connection } from '../../postgres/types';
import type { ColumnStatistics, RelationStatistics } from '../types';
import { fromPgStatistic } from '../../postgres/catalog/statistics-slots';

/** A relation with the number by which the server knows it. */
export interface ReadRelation extends Omit<RelationStatistics, 'columns'> {
  readonly oid: number;
}

interface Row extends Omit<RelationStatistics, 'columns' | 'index'> {
  readonly oid: number;
  readonly table: string | null;
  readonly method: string | null;
}

/**
 * Sizes and counters of tables, materialized views and indexes. The size of a file takes ACCESS SHARE on its relation,
 * so relations that somebody has locked are left out.
 *
 * @param locked OIDs of relations to leave out
 */
export async function readRelations(
  connection: Connection,
  locked: readonly number[],
): Promise<readonly ReadRelation[]> {
  const { rows } = await connection.query<Row>(
    `select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name,
       case c.relkind when 'r' then 'table' when 'm' then 'materialized view' when 'i' then 'index'
         else 'partitioned table' end as kind,
       ${pagesOf('c.oid')} as pages,
       c.relpages, c.reltuples::float8 as reltuples, c.relallvisible, t.relname::text as table, m.amname::text as method
     from ${relationsInSchemas}
       left join pg_catalog.pg_index i on i.indexrelid = c.oid left join pg_catalog.pg_class t on t.oid = i.indrelid
       left join pg_catalog.pg_am m on m.oid = c.relam and c.relkind = 'i'
     where c.relkind in ('r', 'm', 'i', 'p') and c.relpersistence <> 't' and ${ofUsers('n')}
       and ${ofNoExtension('c')} and (c.relkind <> 'i' or i.indisvalid)
       and not c.oid = any($1::oid[]) and not coalesce(i.indrelid = any($1::oid[]), false)
     order by n.nspname collate "C", coalesce(t.relname, c.relname) collate "C", c.relkind <> 'r', c.relname collate "C"`,
    [locked],
  );
  return rows.map(({ table, method, ...row }) => ({
    ...row,
    ...(table === null || method === null ? {} : { index: { table, method } }),
  }));
}

/** Relations on which some session has a lock that ACCESS SHARE waits for. */
export async function readLocked(
  connection: Connection,
): Promise<readonly { readonly oid: number; readonly name: string }[]> {
  const { rows } = await connection.query<{ oid: number; name: string }>(
    `select distinct c.oid::int8::float8 as oid, ${sqlNameOf()} as name
     from pg_locks l join pg_catalog.pg_class c on c.oid = l.relation join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where l.mode = 'AccessExclusiveLock' and l.pid <> pg_catalog.pg_backend_pid()
       and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
       and c.relkind in ('r', 'm', 'i', 'p') and ${ofUsers('n')}
     order by name`,
    [],
  );
  return rows;
}

type StatisticsRow = ColumnStatistics & { readonly schema: string; readonly relation: string };

/** The columns of pg_stats and pg_stats_ext_exprs that both have; ranges are theirs from PostgreSQL 17 on. */
export function figures(major: number, ranges = major >= 17): string {
  return [
    'p.null_frac::float8 as null_frac, p.avg_width, p.n_distinct',
    'p.most_common_vals::text::text[] as most_common_vals, p.most_common_freqs',
    'p.histogram_bounds::text::text[] as histogram_bounds, p.correlation',
    'p.most_common_elems::text::text[] as most_common_elems, p.most_common_elem_freqs, p.elem_count_histogram',
    ...(ranges
      ? [
          'p.range_length_histogram::text::text[] as range_length_histogram, p.range_empty_frac',
          'p.range_bounds_histogram::text::text[] as range_bounds_histogram',
        ]
      : []),
  ].join(', ');
}

/** Statistics of columns and of the expressions of indexes, by `relationKey`, as pg_stats shows them. */
export async function readColumns(
  connection: Connection,
  major: number,
): Promise<ReadonlyMap<string, readonly ColumnStatistics[]>> {
  const { rows: rights } = await connection.query<{ all: boolean }>(
    `select pg_catalog.has_table_privilege('pg_catalog.pg_statistic', 'select') as all`,
    [],
  );
  const all = rights[0]?.all === true;
  const { rows } = await connection.query<StatisticsRow>(
    `select p.schemaname::text as schema, p.tablename::text as relation, p.attname::text as attname, p.inherited,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type, ${figures(major, all || major >= 17)}
     from ${all ? fromPgStatistic : 'pg_catalog.pg_stats'} p join pg_catalog.pg_namespace n on n.nspname = p.schemaname
       join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = p.attname
     where ${ofUsers('n')} order by a.attrelid, a.attnum, p.inherited`,
    [],
  );
  const byRelation = new Map<string, ColumnStatistics[]>();
  for (const { schema, relation, ...column } of rows) {
    const key = relationKey({ schema, name: relation });
    const list = byRelation.get(key) ?? [];
    list.push(withoutNulls(column));
    byRelation.set(key, list);
  }
  return byRelation;
}

/** SQL's null is an absent property. */
export function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}
