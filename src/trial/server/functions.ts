import { isOf, rules, ofNoExtension, relationsInSchemas } from '../../postgres/catalog/fragments';
import type { Connection } from '../../postgres/types';
import { checkPlannable } from '../../sql/plannable';

/** What running a statement may do besides reading. */
export interface Effects {
  /** Whether it changes or locks rows, or might through a function. */
  readonly writes: boolean;
  /** `schema.name` of the schema's volatile functions that it calls, in its own text, in views and in defaults. */
  readonly functions: readonly string[];
}

export async function effectsOf(connection: Connection, sql: string): Promise<Effects> {
  const checked = await checkPlannable(sql);
  if (!checked.ok) return { writes: true, functions: [] };
  const functions = await volatileFunctions(connection, checked.tables, checked.functions);
  return { writes: checked.locks || functions.length > 0, functions };
}

/** Functions of extensions and of PostgreSQL itself are not the schema's. */
async function volatileFunctions(
  connection: Connection,
  tables: readonly string[],
  functions: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `with recursive named as (
       select c.oid, c.relkind from ${relationsInSchemas}
        where c.relname::text = any ($1::text[]) or n.nspname::text || '.' || c.relname::text = any ($1::text[])
        union
       select c.oid, c.relkind from named v
         join (${rules}) on r.ev_class = v.oid and v.relkind = 'v'
              and d.refclassid = 'pg_catalog.pg_class'::regclass::oid
         join pg_catalog.pg_class c on c.oid = d.refobjid
     ), behind as (
       select d.refobjid as oid from named v
         join (${rules}) on r.ev_class = v.oid and v.relkind = 'v'
        where d.refclassid = 'pg_catalog.pg_proc'::regclass::oid
        union
       select d.refobjid from named v
         join pg_catalog.pg_attrdef f on f.adrelid = v.oid
         join pg_catalog.pg_depend d on ${isOf('pg_attrdef', 'f.oid')}
        where d.refclassid = 'pg_catalog.pg_proc'::regclass::oid
     )
     select distinct n.nspname::text || '.' || p.proname::text as name
       from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
      where p.provolatile = 'v' and p.oid >= 16384::oid
        and ${ofNoExtension('p', 'pg_proc')}
        and (p.oid in (select oid from behind) or p.proname::text = any ($2::text[])
             or n.nspname::text || '.' || p.proname::text = any ($2::text[]))
      order by 1`,
    [tables, functions],
  );
  return rows.map(({ name }) => name);
}
