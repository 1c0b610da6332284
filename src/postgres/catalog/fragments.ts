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

/** An object that an extension brought: a row under this alias of the catalog. */
export function ofExtension(alias: string, catalog: string): string {
  return `exists (select from pg_catalog.pg_depend d where ${isOf(catalog, `${alias}.oid`)} and d.deptype = 'e')`;
}

/** One that none did; of pg_class where no catalog is named. */
export function ofNoExtension(alias: string, catalog = 'pg_class'): string {
  return `not ${ofExtension(alias, catalog)}`;
}

/** What an object of a catalog depends on: the rows `d` of pg_depend. */
export function isOf(catalog: string, oid: string): string {
  return `d.classid = 'pg_catalog.${catalog}'::regclass::oid and d.objid = ${oid}`;
}

/** What the rules of relations depend on, as pg_rewrite `r` and pg_depend `d`: a view reads its tables by a rule. */
export const rules = `pg_catalog.pg_rewrite r join pg_catalog.pg_depend d on ${isOf('pg_rewrite', 'r.oid')}`;

/** Every function with its schema and language. */
export const functionsInSchemas =
  'pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace join pg_catalog.pg_language l on l.oid = p.prolang';

/** Every index `c` with its table `t`, the schema of both and the access method. */
export const indexesInSchemas = `pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
    join pg_catalog.pg_class t on t.oid = i.indrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace join pg_catalog.pg_am m on m.oid = c.relam`;

/** The key columns of an index `i` by number `k` from 1; `a` is null for an expression. */
export const indexKeys = `pg_catalog.generate_series(1, i.indnkeyatts) k
    left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum <> 0`;

/** The columns `a` that an index `i` reads: its keys, and what its expressions and its predicate name. */
export const columnsOfIndex = `pg_catalog.pg_attribute a where a.attrelid = i.indrelid and a.attnum > 0
    and (a.attnum = any (i.indkey[0 : i.indnkeyatts - 1]) or exists (select from pg_catalog.pg_depend d
      where ${isOf('pg_class', 'i.indexrelid')} and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))`;

/** The default of a column `a`, or what it is generated from, as pg_attrdef `d`. */
export const withDefault =
  'left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum';

/** Oids of a table and of all its partitions, whose name as SQL is a parameter such as `$1`. */
export const withPartitions = (parameter: string): string =>
  `select ${parameter}::regclass::oid as oid union select relid::oid from pg_catalog.pg_partition_tree(${parameter}::regclass)`;

/** Names of relations: rows (schema, relation) of the parameters $1 and $2, two arrays of the same length. */
export const wantedNames =
  'rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as wanted (schema, relation)';

/** Those of them that exist. */
export const wantedRelations = `${wantedNames} join pg_catalog.pg_namespace n on n.nspname = wanted.schema
    join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = wanted.relation`;

/** Names of what a relation is a partition of or inherits from, in its order; `name` is SQL over the parent `p` in `pn`. */
export const parentsOf = (oid: string, name = sqlNameOf('p', 'pn')): string => `
  array(select ${name} from pg_catalog.pg_inherits h join pg_catalog.pg_class p on p.oid = h.inhparent
          join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
        where h.inhrelid = ${oid} order by h.inhseqno)`;

/** Names of the columns in a table's partition key: each depends on its table, in an expression too (StorePartitionKey, heap.c). */
export const partitionKeyColumns = (oid: string): string => `
  select a.attname::text as name from pg_catalog.pg_depend d join pg_catalog.pg_attribute a on a.attrelid = d.objid and a.attnum = d.objsubid
  where ${isOf('pg_class', oid)} and d.objsubid > 0 and d.deptype = 'i'
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

/** SQL that is true of an index `i` of pg_class that has one of the names of a list, or is a part of one that has. */
export const isIndexNamed = (list: string): string =>
  `(i.relname::text = any (${list})
    or exists (select from pg_catalog.pg_partition_ancestors(i.oid) a join pg_catalog.pg_class up on up.oid = a.relid::oid
                where up.relname::text = any (${list})))`;

/** First OID of what users and extensions make (FirstNormalObjectId, src/include/access/transam.h). */
const firstOfUsers = 16_384;

/** Whether expressions and predicate of an index `c` call functions that are not PostgreSQL's own: on those it depends. */
export const callsOwnFunctions = `exists (select from pg_catalog.pg_depend own where own.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    and own.objid = c.oid and own.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass and own.refobjid >= ${firstOfUsers})`;
