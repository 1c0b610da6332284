import { functionsInSchemas, ofExtension, relationsInSchemas } from '../postgres/catalog/fragments';
import type { Connection } from '../postgres/types';
import type { Mentions } from '../sql/mentions';
import type { Behind, Callable, View } from './side-effects';

// Aggregates, window functions and procedures are called by no planner. An implicit cast may stand anywhere; any
// other where its type is named.
const callablesSql = `
  with named as (
    select p.oid from pg_catalog.pg_proc as p where p.proname = any ($1)
    union
    select o.oprcode from pg_catalog.pg_operator as o where o.oprname = any ($2)
    union
    select k.castfunc from pg_catalog.pg_cast as k
    where k.castcontext = 'i' or exists (
      select from pg_catalog.pg_type as t where t.oid in (k.castsource, k.casttarget) and t.typname = any ($3))
  )
  select n.nspname::text || '.' || p.proname::text as shown, l.lanname as language, p.provolatile = 'v' as volatile,
    n.nspname = 'pg_catalog' or ${ofExtension('p', 'pg_proc')} as trusted,
    case when l.lanname = 'sql' and n.nspname <> 'pg_catalog' then pg_catalog.pg_get_functiondef(p.oid) end as definition
  from named join (${functionsInSchemas}) on p.oid = named.oid
  where p.prokind = 'f' and (n.nspname <> 'pg_catalog' or p.provolatile = 'v')
  order by 1`;

const viewsSql = `
  select n.nspname::text || '.' || c.relname::text as shown, pg_catalog.pg_get_viewdef(c.oid) as definition
  from ${relationsInSchemas}
  where c.relkind = 'v' and c.relname = any ($1) and n.nspname not in ('pg_catalog', 'information_schema')
  order by 1`;

/** Functions, casts, operators' functions and views of these names, in any schema. */
export async function readBehind(connection: Connection, mentions: Mentions): Promise<Behind> {
  const { functions, operators, types, relations } = mentions;
  const callables = await connection.query<Callable>(callablesSql, [
    [...functions],
    [...operators],
    [...types],
  ]);
  const views = await connection.query<View>(viewsSql, [[...relations]]);
  return { callables: callables.rows, views: views.rows };
}
