/** Conditions on `pg_class as c` joined with `pg_namespace as n`, for queries on what the user made. */

/** In a schema of the user, or in this session's temporary one. */
export const inUserSchema = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and not pg_catalog.pg_is_other_temp_schema(n.oid)`;

export const notTemporary = `c.relpersistence <> 't'`;

export const notOfExtension = `not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_class'::regclass::oid and d.objid = c.oid and d.deptype = 'e')`;

/** Oids of a table and of all its partitions, whose name as SQL is a parameter such as `$1`. */
export const withPartitions = (parameter: string): string =>
  `select ${parameter}::regclass::oid as oid union select relid::oid from pg_catalog.pg_partition_tree(${parameter}::regclass)`;
