import { readCatalog } from './read-catalog';
import { isPartitionOf } from './parents';
import type { CatalogTable } from './types';
import {
  foreignKeyActions,
  type CheckFacts,
  type ForeignKeyFacts,
  type IndexFacts,
  type SchemaFacts,
} from './schema-facts';
import type { Connection } from '../types';

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly category: string;
  readonly defaultSql: string | null;
}

// A domain over a domain is followed to the type under both.
const columnsSql = `
  with recursive base (oid, type, default_sql) as (
    select oid, oid, null::text from pg_catalog.pg_type
    union all
    select b.oid, t.typbasetype, coalesce(b.default_sql, t.typdefault collate "default")
    from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype = 'd'
  )
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as table, a.attname as name, t.typcategory::text as category,
    coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), b.default_sql) as "defaultSql"
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join base b on b.oid = a.atttypid join pg_catalog.pg_type t on t.oid = b.type and t.typtype <> 'd'
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum and a.attgenerated = ''
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'm')
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

// GIN stores the type of an element: a column's own type is asked of the table. Families hold operators of several types; those of the key's own type on the left are what a condition on it uses.
const indexesSql = `
  select pg_catalog.format('%I.%I', n.nspname, ic.relname) as index, i.indnullsnotdistinct as "nullsNotDistinct",
    array(select a.attname::text from pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) k
          join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] order by k) as include,
    (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'column', a.attname,
        'sql', case when a.attname is null then '(' || pg_catalog.pg_get_indexdef(i.indexrelid, k, true) || ')'
               else pg_catalog.quote_ident(a.attname) end,
        'type', case when a.attname is null then pg_catalog.format_type(ia.atttypid, ia.atttypmod)
                else pg_catalog.format_type(a.atttypid, a.atttypmod) end,
        'descending', i.indoption[k - 1] & 1::int2 = 1,
        'nullsFirst', i.indoption[k - 1] & 2::int2 = 2,
        'collation', (select l.collname from pg_catalog.pg_collation l where l.oid = i.indcollation[k - 1]),
        'operatorClass', o.opcname,
        'defaultClass', o.opcdefault,
        'orders', pg_catalog.pg_indexam_has_property(ic.relam, 'can_order'),
        'operators', (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
            'schema', pn.nspname, 'name', p.oprname, 'strategy', m.amopstrategy,
            'right', pg_catalog.format_type(m.amoprighttype, null), 'ordering', m.amoppurpose = 'o')
            order by m.amopstrategy, m.amoprighttype <> m.amoplefttype, pg_catalog.format_type(m.amoprighttype, null)), '[]'::json)
          from pg_catalog.pg_amop m join pg_catalog.pg_operator p on p.oid = m.amopopr join pg_catalog.pg_namespace pn on pn.oid = p.oprnamespace
          where m.amopfamily = o.opcfamily and m.amoplefttype = o.opcintype))
        order by k), '[]'::json)
     from pg_catalog.generate_series(1, i.indnkeyatts) k
       join pg_catalog.pg_opclass o on o.oid = i.indclass[k - 1]
       join pg_catalog.pg_attribute ia on ia.attrelid = i.indexrelid and ia.attnum = k
       left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum <> 0) as keys
  from pg_catalog.pg_index i join pg_catalog.pg_class ic on ic.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = ic.relnamespace
    join pg_catalog.pg_class c on c.oid = i.indrelid
  where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

const foreignKeysSql = `
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as table, k.conname as name, k.confdeltype as "onDelete",
    k.confupdtype as "onUpdate",
    case when k.confdelsetcols is not null then array(select a.attname::text from pg_catalog.unnest(k.confdelsetcols) s
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = s) end as "setColumns"
  from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and k.conparentid = 0::oid order by k.oid`;

const checksSql = `
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as table, k.conname as name,
    pg_catalog.pg_get_expr(k.conbin, k.conrelid) as expression
  from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'c' order by k.oid`;

type KeyRow = Omit<IndexFacts['keys'][number], 'column' | 'collation'> & {
  readonly column: string | null;
  readonly collation: string | null;
};
interface IndexRow {
  readonly index: string;
  readonly nullsNotDistinct: boolean;
  readonly include: readonly string[];
  readonly keys: readonly KeyRow[];
}
type ActionCode = keyof typeof foreignKeyActions;
interface ForeignKeyRow {
  readonly table: string;
  readonly name: string;
  readonly onDelete: ActionCode;
  readonly onUpdate: ActionCode;
  readonly setColumns: readonly string[] | null;
}

function ofTable<Row extends { readonly table: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const byTable = new Map<string, Row[]>();
  for (const row of rows) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row]);
  return byTable;
}

/** Reads the schema of the connected database (PostgreSQL 15 or later): SELECT on the catalogs is enough. */
export async function readSchemaFacts(connection: Connection): Promise<SchemaFacts> {
  const catalog = await readCatalog(connection);
  const columns = (await connection.query<ColumnRow>(columnsSql)).rows;
  const indexes = (await connection.query<IndexRow>(indexesSql)).rows;
  const foreignKeys = (await connection.query<ForeignKeyRow>(foreignKeysSql)).rows;
  const checks = (await connection.query<CheckFacts & { readonly table: string }>(checksSql)).rows;
  const { rows: quoted } = await connection.query<{ readonly name: string; readonly key: string }>(
    `select n.nspname::text || '.' || c.relname::text as name, pg_catalog.format('%I.%I', n.nspname, c.relname) as key
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace`,
  );
  const keys = new Map(quoted.map(({ name, key }) => [name, key]));
  const keyOf = ({ schema, name }: { schema: string; name: string }): string =>
    keys.get(`${schema}.${name}`) ?? '';
  const byIndex = new Map(indexes.map((row) => [row.index, row]));
  const [columnRows, foreignKeyRows, checkRows] = [
    ofTable(columns),
    ofTable(foreignKeys),
    ofTable(checks),
  ];
  return {
    tables: catalog.tables.map((table: CatalogTable) => {
      const key = keyOf(table);
      return {
        ...table,
        columns: table.columns.map((column) => {
          const row = columnRows.get(key)?.find(({ name }) => name === column.name);
          const defaultSql = row?.defaultSql ?? undefined;
          return {
            ...column,
            category: row?.category ?? 'U',
            ...(defaultSql === undefined ? {} : { defaultSql }),
          };
        }),
        indexes: table.indexes.map((index): IndexFacts => {
          const row = byIndex.get(keyOf(index));
          return {
            ...index,
            include: row?.include ?? [],
            nullsNotDistinct: row?.nullsNotDistinct ?? false,
            keys: (row?.keys ?? []).map(({ column, collation, ...of }) => ({
              ...of,
              ...(column === null ? {} : { column }),
              ...(collation === null ? {} : { collation }),
            })),
          };
        }),
        // Both are read in the order of their OIDs.
        foreignKeys: table.foreignKeys.map((foreignKey, place): ForeignKeyFacts => {
          const row = foreignKeyRows.get(key)?.[place];
          return {
            ...foreignKey,
            name: row?.name ?? '',
            onDelete: foreignKeyActions[row?.onDelete ?? 'a'],
            onUpdate: foreignKeyActions[row?.onUpdate ?? 'a'],
            ...(row?.setColumns == null ? {} : { setColumns: row.setColumns }),
          };
        }),
        hasPartitions: catalog.tables.some((each) => isPartitionOf(each, table)),
        checks: (checkRows.get(key) ?? []).map(({ name, expression }) => ({ name, expression })),
      };
    }),
  };
}
