import { qualifiedName } from '../quote';
import { inUserSchema, notTemporary, pagesOf, relationsInSchemas } from './fragments';
import type { Connection } from '../types';

/**
 * Pages of the tables, partitions and materialized views by whose size the planner chooses the number of parallel
 * workers, by `schema.name` as SQL. A table whose `parallel_workers` is set, or a temporary one, is none of them
 * (compute_parallel_worker and set_rel_consider_parallel, src/backend/optimizer/path/allpaths.c).
 */
export async function tablePages(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const { rows } = await connection.query<{ schema: string; name: string; pages: number }>(`
    select n.nspname as schema, c.relname as name,
      ${pagesOf('c.oid')} as pages
    from ${relationsInSchemas}
    where c.relkind in ('r', 'm') and ${inUserSchema} and ${notTemporary}
      and not exists (select from pg_catalog.unnest(c.reloptions) as o (setting) where o.setting like 'parallel_workers=%')`);
  return new Map(rows.map(({ schema, name, pages }) => [qualifiedName(schema, name), pages]));
}
