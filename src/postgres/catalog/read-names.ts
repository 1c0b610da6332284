import type { Connection } from '../types';
import { inUserSchema, relationsInSchemas } from './fragments';
import type { Catalog } from './types';

/** Names that no new table can have: those of relations and of types, in schemas of users. */
export async function readNames(connection: Connection): Promise<NonNullable<Catalog['names']>> {
  const { rows } = await connection.query<NonNullable<Catalog['names']>[number]>(`
    select n.nspname as schema, c.relname as name from ${relationsInSchemas} where ${inUserSchema}
    union
    select n.nspname, t.typname from pg_catalog.pg_type t
      join pg_catalog.pg_namespace n on n.oid = t.typnamespace where ${inUserSchema}
    order by 1, 2`);
  return rows;
}
