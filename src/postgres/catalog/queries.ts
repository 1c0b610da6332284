import {
  inUserSchema,
  indexKeys,
  indexesInSchemas,
  ofNoExtension,
  parentsOf,
  relationsInSchemas,
  wantedNames,
} from './fragments';

/** The relations that a catalog has: those of users that have rows. */
export const userRelations = `
  select c.oid
  from ${relationsInSchemas}
  where c.relkind in ('r', 'p', 'f', 'm') and ${inUserSchema} and ${ofNoExtension('c')}`;

/** Those of them whose names are the parameters $1 and $2, two arrays of the same length. */
export const namedRelations = `${userRelations} and (n.nspname, c.relname) in (select wanted.schema, wanted.relation from ${wantedNames})`;

/** @param of OIDs of the relations to read */
export const tablesSql = (of: string): string => `
  select c.oid::text as oid, n.nspname as schema, c.relname as name,
    case c.relkind when 'r' then 'table' when 'p' then 'partitioned' when 'f' then 'foreign'
      else 'materialized-view' end as kind,
    case c.relpersistence when 'p' then 'permanent' when 'u' then 'unlogged' else 'temporary' end as persistence,
    pg_catalog.pg_get_partkeydef(c.oid) as "partitionKey",
    case when c.relrowsecurity then true end as "rowSecurity",
    pg_catalog.pg_get_expr(c.relpartbound, c.oid) as "partitionBound",
    ${parentsOf('c.oid', "case when p.relnamespace = c.relnamespace then p.relname::text else pn.nspname::text || '.' || p.relname::text end")}
      as parents
  from ${relationsInSchemas}
  where c.oid in (${of})
  order by n.nspname collate "C", c.relname collate "C"`;

/**
 * A domain is followed to the type under it; NOT NULL and a default may come from any domain on the way, the
 * default from the outermost that has one.
 *
 * @param more further columns over pg_attribute `a` and `r`, the type under any domains and its default
 */
export const columnsSql = (of: string, more = ''): string => `
  with recursive base (oid, type, not_null, default_sql) as (
    select t.oid, t.oid, false, null::text from pg_catalog.pg_type t
    union all
    select b.oid, t.typbasetype, b.not_null or t.typnotnull, coalesce(b.default_sql, t.typdefault collate "default")
    from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype = 'd'
  ), resolved as (
    select b.oid, t.oid as type, t.typname, t.typtype, t.typcategory, b.not_null, b.default_sql
    from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype <> 'd'
  )
  select a.attrelid::text as table_oid, a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    r.typname as "typeName", a.attnotnull or r.not_null as "notNull",
    (a.atthasdef and a.attgenerated = '') or r.default_sql is not null as "hasDefault",
    a.attidentity::text as identity, a.attgenerated <> '' as generated,
    case when r.typtype = 'e' then
      array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = r.type order by e.enumsortorder)
    end as "enumLabels" ${more}
  from pg_catalog.pg_attribute a join resolved r on r.oid = a.atttypid
  where a.attnum > 0 and not a.attisdropped and a.attrelid in (${of})
  order by a.attrelid, a.attnum`;

/** @param more further columns over pg_index `i` and `c`, the index itself */
export const indexesSql = (of: string, more = ''): string => `
  select i.indrelid::text as table_oid, c.relname as name, n.nspname as schema, m.amname as method,
    i.indisunique as unique, i.indisprimary as primary,
    array(select coalesce(a.attname::text, pg_catalog.pg_get_indexdef(i.indexrelid, k, true))
          from ${indexKeys}
          order by k) as columns,
    pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) as predicate,
    pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
    (select conname from pg_catalog.pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x')) as constraint ${more}
  from ${indexesInSchemas}
  where i.indrelid in (${of})
  order by i.indexrelid`;

/** @param more further columns over pg_constraint `k` */
export const foreignKeysSql = (of: string, more = ''): string => `
  select k.conrelid::text as table_oid, n.nspname as schema, c.relname as table,
    array(select a.attname::text from pg_catalog.unnest(k.conkey) with ordinality u (num, place)
          join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by place) as columns,
    array(select a.attname::text from pg_catalog.unnest(k.confkey) with ordinality u (num, place)
          join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by place)
      as "referencedColumns" ${more}
  from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.confrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and k.conparentid = 0::oid and k.conrelid in (${of})
  order by k.oid`;

export const checksSql = `
  select k.conrelid::text as table_oid, k.conname as name, pg_catalog.pg_get_expr(k.conbin, k.conrelid) as expression
  from pg_catalog.pg_constraint k
  where k.contype = 'c' and k.conrelid in (${userRelations})
  order by k.oid`;
