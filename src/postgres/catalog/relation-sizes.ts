import { qualifiedName } from '../quote';
import { inUserSchema, notTemporary, pagesOf, relationsInSchemas } from './fragments';
import type { Connection } from '../types';

/** Rows and pages of a table or an index as the planner sees it. */
export interface RelationSize {
  readonly rows: number;
  readonly pages: number;
}

/** Sizes of tables and indexes by `schema.name` as SQL. */
export type RelationSizes = ReadonlyMap<string, RelationSize>;

/**
 * Sizes of the tables, partitions, materialized views and b-trees by which the planner chooses the number of parallel
 * workers, by `schema.name` as SQL. A table whose `parallel_workers` is set, or a temporary one, is none of them
 * (compute_parallel_worker and set_rel_consider_parallel, src/backend/optimizer/path/allpaths.c), and no index of another
 * method is read in parallel (amcanparallel).
 */
export async function relationSizes(connection: Connection): Promise<RelationSizes> {
  const { rows } = await connection.query<RelationSize & { schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name, ${pagesOf('c.oid')} as pages,
      -- Of a file that grew since, as many in a page as there were.
      case when c.relpages > 0 then greatest(c.reltuples, 0) * ${pagesOf('c.oid')} / c.relpages else 0 end as rows
    from ${relationsInSchemas} left join pg_catalog.pg_am m on m.oid = c.relam
    where (c.relkind in ('r', 'm') or c.relkind = 'i' and m.amname = 'btree') and ${inUserSchema} and ${notTemporary}
      and not exists (select from pg_catalog.unnest(c.reloptions) as o (setting) where o.setting like 'parallel_workers=%')`);
  return new Map(
    rows.map(({ schema, name, rows: held, pages }) => [
      qualifiedName(schema, name),
      { rows: held, pages },
    ]),
  );
}
