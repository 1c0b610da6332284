/** SQL that is true of a schema, a row of pg_namespace under this alias, in which users make their objects. */
export function ofUsers(alias: string): string {
  return `${alias}.nspname <> 'information_schema' and ${alias}.nspname !~ '^pg_'`;
}

/** SQL that is true of a relation, a row of pg_class under this alias, that no extension brought. */
export function ofNoExtension(alias: string): string {
  return `not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass::oid and d.objid = ${alias}.oid and d.deptype = 'e')`;
}
