import { inUserSchema, relationsInSchemas, withPartitions } from '../postgres/catalog/fragments';
import type { Connection } from '../postgres/types';

/**
 * Lets rows in as the model makes them: turns off the triggers of a table, and the rules that would insert something
 * else in their place.
 *
 * @param table as SQL
 * @param partitionsToo also those of all its partitions
 */
export async function disableTriggers(
  connection: Connection,
  table: string,
  { partitionsToo }: { readonly partitionsToo: boolean },
): Promise<void> {
  await disableOf(
    connection,
    partitionsToo ? withPartitions('$1') : 'select $1::regclass::oid as oid',
    [table],
  );
}

/** Lets rows into every table of the connected database as the model makes them. */
export async function disableAllTriggers(connection: Connection): Promise<void> {
  await disableOf(
    connection,
    `select c.oid from ${relationsInSchemas} where ${inUserSchema} and c.relkind in ('r', 'p')`,
    [],
  );
}

async function disableOf(
  connection: Connection,
  family: string,
  parameters: readonly string[],
): Promise<void> {
  const { rows } = await connection.query<{ sql: string }>(
    `with family as (${family})
     select pg_catalog.format('alter table %s disable trigger user', oid::regclass) as sql from family
      where exists (select from pg_catalog.pg_trigger t where t.tgrelid = family.oid and not t.tgisinternal)
     union all
     select pg_catalog.format('alter table %s disable rule %I', r.ev_class::regclass, r.rulename)
       from pg_catalog.pg_rewrite r join family on family.oid = r.ev_class where r.ev_type = '3'`,
    [...parameters],
  );
  for (const { sql } of rows) await connection.query(sql);
}
