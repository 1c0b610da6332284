import { indexKeys } from './fragments';
import type { Connection } from '../types';
import { isPartitionOf } from './parents';
import { checksSql } from './queries';
import { readNames } from './read-names';
import { readByTable, readTables } from './read-catalog';
import {
  foreignKeyActions,
  type CheckFacts,
  type ColumnFacts,
  type ForeignKeyFacts,
  type IndexFacts,
  type IndexKey,
  type IndexOperator,
  type SchemaFacts,
} from './schema-facts';
import type { CatalogColumn, CatalogForeignKey, CatalogIndex } from './types';

const moreOfColumns = `, r.typcategory::text as category,
  coalesce((select pg_catalog.pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef d
            where d.adrelid = a.attrelid and d.adnum = a.attnum and a.attgenerated = ''), r.default_sql) as "defaultSql"`;

// GIN stores the type of an element: a column's own type is asked of the table.
const moreOfIndexes = `, i.indnullsnotdistinct as "nullsNotDistinct",
  array(select a.attname::text from pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) k
        join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] order by k) as include,
  (select pg_catalog.json_strip_nulls(coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'column', a.attname,
      'sql', case when a.attname is null then '(' || pg_catalog.pg_get_indexdef(i.indexrelid, k, true) || ')'
             else pg_catalog.quote_ident(a.attname) end,
      'type', case when a.attname is null then pg_catalog.format_type(ia.atttypid, ia.atttypmod)
              else pg_catalog.format_type(a.atttypid, a.atttypmod) end,
      'descending', i.indoption[k - 1] & 1::int2 = 1,
      'nullsFirst', i.indoption[k - 1] & 2::int2 = 2,
      'collation', (select l.collname from pg_catalog.pg_collation l where l.oid = i.indcollation[k - 1]),
      'collate', (select pg_catalog.format('collate %I.%I', ln.nspname, l.collname) from pg_catalog.pg_collation l
                    join pg_catalog.pg_namespace ln on ln.oid = l.collnamespace
                   where l.oid = i.indcollation[k - 1] and l.oid <> a.attcollation),
      'class', o.oid::text,
      'operatorClass', o.opcname,
      'defaultClass', o.opcdefault,
      'orders', pg_catalog.pg_indexam_has_property(c.relam, 'can_order'))
      order by k), '[]'::json))
   from ${indexKeys}
     join pg_catalog.pg_opclass o on o.oid = i.indclass[k - 1]
     join pg_catalog.pg_attribute ia on ia.attrelid = i.indexrelid and ia.attnum = k) as keys`;

/**
 * Operators of each class that an index has, once and not for each of its keys. Families hold operators of several types;
 * those of the key's own type on the left are what a condition on it uses.
 */
const operatorsSql = `select o.oid::text as class, pn.nspname as schema, p.oprname as name, m.amopstrategy as strategy,
    pg_catalog.format_type(m.amoprighttype, null) as right, m.amoppurpose = 'o' as ordering
  from pg_catalog.pg_opclass o join pg_catalog.pg_amop m on m.amopfamily = o.opcfamily and m.amoplefttype = o.opcintype
    join pg_catalog.pg_operator p on p.oid = m.amopopr join pg_catalog.pg_namespace pn on pn.oid = p.oprnamespace
  where o.oid in (select pg_catalog.unnest(i.indclass) from pg_catalog.pg_index i)
  order by m.amopstrategy, m.amoprighttype <> m.amoplefttype, pg_catalog.format_type(m.amoprighttype, null)`;

const moreOfForeignKeys = `, k.conname as name, k.confdeltype as "onDelete", k.confupdtype as "onUpdate",
  case when k.confdelsetcols is not null then array(select a.attname::text from pg_catalog.unnest(k.confdelsetcols) s
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = s) end as "setColumns"`;

type ActionCode = keyof typeof foreignKeyActions;
type ForeignKeyRow = Omit<ForeignKeyFacts, keyof CatalogForeignKey | 'onDelete' | 'onUpdate'> & {
  readonly onDelete: ActionCode;
  readonly onUpdate: ActionCode;
};

/** Keys with the OID of their operator class, in place of its operators. */
type IndexRow = Omit<IndexFacts, keyof CatalogIndex | 'keys'> & {
  readonly keys: readonly (Omit<IndexKey, 'operators'> & { readonly class: string })[];
};

/** By the OID of the class. */
async function readOperators(
  connection: Connection,
): Promise<ReadonlyMap<string, readonly IndexOperator[]>> {
  const { rows } = await connection.query<IndexOperator & { readonly class: string }>(operatorsSql);
  const found = new Map<string, IndexOperator[]>();
  for (const { class: of, ...operator } of rows)
    found.set(of, [...(found.get(of) ?? []), operator]);
  return found;
}

/** Reads the schema of the connected database (PostgreSQL 15 or later): SELECT on the catalogs is enough. */
export async function readSchemaFacts(connection: Connection): Promise<SchemaFacts> {
  const found = await readTables<Omit<ColumnFacts, keyof CatalogColumn>, IndexRow, ForeignKeyRow>(
    connection,
    {
      columns: moreOfColumns,
      indexes: moreOfIndexes,
      foreignKeys: moreOfForeignKeys,
    },
  );
  const checks = await readByTable<CheckFacts>(connection, checksSql);
  const tables = found.map(({ table }) => table);
  const operators = await readOperators(connection);
  return {
    names: await readNames(connection),
    tables: found.map(({ oid, table }) => ({
      ...table,
      indexes: table.indexes.map((index) => ({
        ...index,
        keys: index.keys.map(({ class: of, ...key }) => ({
          ...key,
          sql: key.collate === undefined ? key.sql : `${key.sql} ${key.collate}`,
          operators: operators.get(of) ?? [],
        })),
      })),
      foreignKeys: table.foreignKeys.map(({ onDelete, onUpdate, ...foreignKey }) => ({
        ...foreignKey,
        onDelete: foreignKeyActions[onDelete],
        onUpdate: foreignKeyActions[onUpdate],
      })),
      hasPartitions: tables.some((each) => isPartitionOf(each, table)),
      checks: checks.get(oid) ?? [],
    })),
  };
}
