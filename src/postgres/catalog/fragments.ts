/**
 * Parts of queries on the catalogs that several of them have. Where no alias is a parameter, `c` is pg_class and `n` its
 * pg_namespace, as in `relationsInSchemas`.
 */

/** Every relation with its schema. */
export const relationsInSchemas =
  'pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace';

/** `schema.name` of a relation as SQL, under the aliases of pg_class and of pg_namespace. */
export const sqlNameOf = (relation = 'c', schema = 'n'): string =>
  `pg_catalog.format('%I.%I', ${schema}.nspname, ${relation}.relname)`;

/** In a schema of the user, or in this session's temporary one. */
export const inUserSchema = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and not pg_catalog.pg_is_other_temp_schema(n.oid)`;

export const notTemporary = `c.relpersistence <> 't'`;

/** A name of a schema in which users make their objects; no session's temporary one. */
export function isUserSchema(name: string): string {
  return `${name} <> 'information_schema' and ${name} !~ '^pg_'`;
}

/** The same of a row of pg_namespace under this alias. */
export function ofUsers(alias: string): string {
  return isUserSchema(`${alias}.nspname`);
}

/** An object that no extension brought: a row under this alias of the catalog, pg_class where absent. */
export function ofNoExtension(alias: string, catalog = 'pg_class'): string {
  return `not exists (select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.${catalog}'::regclass::oid and d.objid = ${alias}.oid and d.deptype = 'e')`;
}

/** Oids of a table and of all its partitions, whose name as SQL is a parameter such as `$1`. */
export const withPartitions = (parameter: string): string =>
  `select ${parameter}::regclass::oid as oid union select relid::oid from pg_catalog.pg_partition_tree(${parameter}::regclass)`;

/** Relations by name: rows (schema, relation) of the parameters $1 and $2, two arrays of the same length. */
export const namedRelations =
  'rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted (schema, relation)';

/** Names of what a relation is a partition of or inherits from, in its order; `name` is SQL over the parent `p` in `pn`. */
export const parentsOf = (oid: string, name = sqlNameOf('p', 'pn')): string => `
  array(select ${name} from pg_catalog.pg_inherits h join pg_catalog.pg_class p on p.oid = h.inhparent
          join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
        where h.inhrelid = ${oid} order by h.inhseqno)`;

/** Names of the columns in a table's partition key: each depends on its table, in an expression too (StorePartitionKey, heap.c). */
export const partitionKeyColumns = (oid: string): string => `
  select a.attname::text as name from pg_catalog.pg_depend d join pg_catalog.pg_attribute a on a.attrelid = d.objid and a.attnum = d.objsubid
  where d.classid = 'pg_catalog.pg_class'::regclass::oid and d.objid = ${oid} and d.objsubid > 0 and d.deptype = 'i'
    and d.refclassid = 'pg_catalog.pg_class'::regclass::oid and d.refobjid = ${oid} and d.refobjsubid = 0`;

/** Texts of the key columns of an index: a row of pg_index under the alias `i`. */
export const keyTexts = (pretty: boolean): string =>
  `array(select pg_catalog.pg_get_indexdef(i.indexrelid, k, ${pretty}) from pg_catalog.generate_series(1, i.indnkeyatts) k order by k)`;

/** A storage parameter of a relation as this type; null where it is not set. */
export const storageParameter = (name: string, type: string): string =>
  `(select option_value::${type} from pg_catalog.pg_options_to_table(c.reloptions) where option_name = '${name}')`;

/** Pages of the main fork of a relation, by the size of its files. */
export const pagesOf = (oid: string): string =>
  `(pg_catalog.pg_relation_size(${oid}) / pg_catalog.current_setting('block_size')::bigint)::float8`;
