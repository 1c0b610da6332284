import type { Catalog, CatalogForeignKey, CatalogIndex, CatalogTable } from './types';
import { inUserSchema, ofNoExtension } from './fragments';
import type { Connection } from '../types';

type TableRow = Omit<
  CatalogTable,
  'columns' | 'indexes' | 'foreignKeys' | 'primaryKey' | 'partitionOf' | 'inherits'
> & { readonly oid: string; readonly parents: readonly string[] };
type OfTable<T> = T & { readonly table_oid: string };

const userRelations = `
  select c.oid
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'm') and ${inUserSchema} and ${ofNoExtension('c')}`;

const tablesSql = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name,
    case c.relkind when 'r' then 'table' when 'p' then 'partitioned' when 'f' then 'foreign'
      else 'materialized-view' end as kind,
    case c.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end as persistence,
    pg_catalog.pg_get_partkeydef(c.oid) as "partitionKey",
    case when c.relrowsecurity then true end as "rowSecurity",
    pg_catalog.pg_get_expr(c.relpartbound, c.oid) as "partitionBound",
    array(select case when p.relnamespace = c.relnamespace then p.relname::text
                 else pn.nspname::text || '.' || p.relname::text end
          from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhparent
            join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
          where i.inhrelid = c.oid order by i.inhseqno) as parents
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.oid in (${userRelations})
  order by n.nspname collate "C", c.relname collate "C"`;

// A domain is followed to the type under it; NOT NULL and a default may come from any domain on the way.
const columnsSql = `
  with recursive base (oid, type, not_null, has_default) as (
    select t.oid, t.oid, false, false from pg_catalog.pg_type t
    union all
    select b.oid, t.typbasetype, b.not_null or t.typnotnull, b.has_default or t.typdefault is not null
    from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype = 'd'
  ), resolved as (
    select b.oid, t.oid as type, t.typname, t.typtype, b.not_null, b.has_default
    from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype <> 'd'
  )
  select a.attrelid::text as table_oid, a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    r.typname as "typeName", a.attnotnull or r.not_null as "notNull",
    (a.atthasdef and a.attgenerated = '') or r.has_default as "hasDefault",
    a.attidentity::text as identity, a.attgenerated <> '' as generated,
    case when r.typtype = 'e' then
      array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = r.type order by e.enumsortorder)
    end as "enumLabels"
  from pg_catalog.pg_attribute a join resolved r on r.oid = a.atttypid
  where a.attnum > 0 and not a.attisdropped and a.attrelid in (${userRelations})
  order by a.attrelid, a.attnum`;

const indexesSql = `
  select i.indrelid::text as table_oid, c.relname as name, n.nspname as schema, m.amname as method,
    i.indisunique as unique, i.indisprimary as primary,
    array(select coalesce(a.attname::text, pg_catalog.pg_get_indexdef(i.indexrelid, k, true))
          from pg_catalog.generate_series(1, i.indnkeyatts) k
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum <> 0
          order by k) as columns,
    pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) as predicate,
    pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
    (select conname from pg_catalog.pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x')) as constraint
  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_am m on m.oid = c.relam
  where i.indrelid in (${userRelations})
  order by i.indexrelid`;

const foreignKeysSql = `
  select k.conrelid::text as table_oid, n.nspname as schema, c.relname as table,
    array(select a.attname::text from pg_catalog.unnest(k.conkey) with ordinality u (num, place)
          join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by place) as columns,
    array(select a.attname::text from pg_catalog.unnest(k.confkey) with ordinality u (num, place)
          join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by place)
      as "referencedColumns"
  from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.confrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and k.conparentid = 0::oid and k.conrelid in (${userRelations})
  order by k.oid`;

/** Reads the tables of the connected database from its system catalogs: SELECT on nothing else is needed. */
export async function readCatalog(connection: Connection): Promise<Catalog> {
  const { rows: tables } = await connection.query<TableRow>(tablesSql);
  const columns = await ofTables<CatalogTable['columns'][number]>(connection, columnsSql);
  const indexes = await ofTables<CatalogIndex>(connection, indexesSql);
  const foreignKeys = await ofTables<CatalogForeignKey>(connection, foreignKeysSql);
  return {
    tables: tables.map(({ oid, parents, ...table }) => {
      const own = indexes.get(oid) ?? [];
      const primary = own.find((index) => index.primary);
      const [parent] = parents;
      const partition = table.partitionBound != null && parent !== undefined;
      return withoutNulls<CatalogTable>({
        ...table,
        ...(partition ? { partitionOf: parent } : {}),
        inherits: partition ? [] : parents,
        columns: columns.get(oid) ?? [],
        indexes: own,
        foreignKeys: foreignKeys.get(oid) ?? [],
        ...(primary ? { primaryKey: primary.columns } : {}),
      });
    }),
  };
}

async function ofTables<T extends object>(
  connection: Connection,
  sql: string,
): Promise<Map<string, T[]>> {
  const byTable = new Map<string, T[]>();
  for (const { table_oid, ...row } of (await connection.query<OfTable<T>>(sql)).rows) {
    const list = byTable.get(table_oid) ?? [];
    list.push(withoutNulls<T>(row as unknown as T));
    byTable.set(table_oid, list);
  }
  return byTable;
}

/** SQL's null is an absent property here. */
function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}
