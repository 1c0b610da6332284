/** Conditions for queries on what the user made; constants are on `pg_class as c` joined with `pg_namespace as n`. */

/** In a schema of the user, or in this session's temporary one. */
export const inUserSchema = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and not pg_catalog.pg_is_other_temp_schema(n.oid)`;

export const notTemporary = `c.relpersistence <> 't'`;

/** A schema, a row of pg_namespace under this alias, in which users make their objects; no session's temporary one. */
export function ofUsers(alias: string): string {
  return `${alias}.nspname <> 'information_schema' and ${alias}.nspname !~ '^pg_'`;
}

/** An object that no extension brought: a row under this alias of the catalog, pg_class where absent. */
export function ofNoExtension(alias: string, catalog = 'pg_class'): string {
  return `not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.${catalog}'::regclass::oid and d.objid = ${alias}.oid and d.deptype = 'e')`;
}

/** Oids of a table and of all its partitions, whose name as SQL is a parameter such as `$1`. */
export const withPartitions = (parameter: string): string =>
  `select ${parameter}::regclass::oid as oid union select relid::oid from pg_catalog.pg_partition_tree(${parameter}::regclass)`;
