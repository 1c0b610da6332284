import { extensionSchema } from './catalog/extensions';
import { quoteIdent } from './quote';
import type { Connection } from './types';

/**
 * The schema of plancliff's own objects in a database of an embedded server. PostgreSQL refuses names that begin with
 * `pg_` to everybody (IsReservedName, src/backend/catalog/catalog.c) but a superuser who sets
 * `allow_system_table_mods`, so no schema of a scenario has this name.
 */
export const ownSchema = 'pg_plancliff';

/** Creates it where it is absent. The role has to be a superuser. */
export async function createOwnSchema(connection: Connection): Promise<void> {
  await connection.query(`
    begin;
    set local allow_system_table_mods = on;
    create schema if not exists ${ownSchema};
    commit`);
}

/** Creates an extension, in plancliff's own schema unless the scenario has created it; returns its schema, quoted. */
export async function createOwnExtension(connection: Connection, name: string): Promise<string> {
  await createOwnSchema(connection);
  await connection.query(`create extension if not exists ${quoteIdent(name)} schema ${ownSchema}`);
  return (await extensionSchema(connection, name)) ?? ownSchema;
}
