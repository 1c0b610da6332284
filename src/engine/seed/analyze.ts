import {
  inUserSchema,
  notTemporary,
  relationsInSchemas,
  sqlNameOf,
} from '../../postgres/catalog/fragments';
import type { Pool } from './pool';

/** ANALYZE reads this many rows for each unit of the statistics target (`std_typanalyze`). */
const rowsPerTarget = 300;

/**
 * Tables without a parent table, and materialised views, the largest first; names quoted and qualified.
 * Only these tables where `tables` names some.
 */
export async function analysable(pool: Pool, tables?: readonly string[]): Promise<string[]> {
  const { rows } = await pool.main.query<{ relation: string }>(
    `select ${sqlNameOf()} as relation
       from ${relationsInSchemas}
      where c.relkind in ('r', 'p', 'm') and not c.relispartition and ${inUserSchema} and ${notTemporary}
        and (c.relkind = 'm' or $1::text[] is null or c.oid in (select t::regclass::oid from pg_catalog.unnest($1::text[]) as t))
      order by (select coalesce(pg_catalog.sum(pg_catalog.pg_relation_size(p.relid)), pg_catalog.pg_relation_size(c.oid))
                  from pg_catalog.pg_partition_tree(c.oid) p) desc, c.oid`,
    [tables ?? null],
  );
  return rows.map(({ relation }) => relation);
}

/** Of these, the ones so large that ANALYZE draws a sample by chance and the next run of it may differ. */
export async function sampledByChance(pool: Pool, relations: readonly string[]): Promise<string[]> {
  const { rows } = await pool.main.query<{ relation: string }>(
    `select r.name as relation
       from pg_catalog.unnest($1::text[]) with ordinality as r(name, place) join pg_catalog.pg_class c on c.oid = r.name::regclass::oid
      where c.reltuples::float8 > (${rowsPerTarget} * pg_catalog.current_setting('default_statistics_target')::int)::float8
      order by r.place`,
    [relations],
  );
  return rows.map(({ relation }) => relation);
}
