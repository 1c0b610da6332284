import { readForeignKeys } from '../../postgres/catalog/foreign-keys';
import {
  ofNoExtension,
  ofUsers,
  relationsInSchemas,
  sqlNameOf,
} from '../../postgres/catalog/fragments';
import type { Connection } from '../../postgres/types';
import { readIndexes } from './indexes';
import { readObjects } from './schema-objects';
import { readTables } from './tables';

/**
 * The schema as statements, read from the catalogs by the server's own functions. The search path has to be
 * `pg_catalog` alone, so that every name is printed with its schema.
 *
 * @param locked OIDs of relations that the server cannot read: views over them are left out, for to print a view it
 *   locks what the view reads (AcquireRewriteLocks, rewriteHandler.c)
 */
export async function readSchema(
  connection: Connection,
  locked: readonly number[],
): Promise<string> {
  const { before, after } = await readObjects(connection);
  const tables = await readTables(connection, locked);
  const indexes = await readIndexes(connection, locked);
  const parts: readonly (readonly [title: string, statements: readonly string[]])[] = [
    ['schemas, extensions, types, sequences, functions', before],
    ['tables', tables],
    ['functions that name tables', after],
    ['indexes, in the order of their OIDs', indexes.tables],
    ['foreign keys', (await readForeignKeys(connection)).map(({ create }) => create)],
    ['views', await readViews(connection, locked)],
    ['indexes of materialized views', indexes.views],
    ['extended statistics', await readExtendedStatistics(connection, locked)],
    ['policies', await readPolicies(connection, locked)],
  ];
  return parts
    .filter(([, statements]) => statements.length > 0)
    .map(
      ([title, statements]) => `-- ${title}\n\n${statements.map((sql) => `${sql};\n`).join('\n')}`,
    )
    .join('\n');
}

async function readViews(
  connection: Connection,
  locked: readonly number[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{
    name: string;
    stored: boolean;
    options: string | null;
    body: string;
  }>(
    `with recursive unreadable (oid) as (
       select l::oid from pg_catalog.unnest($1::oid[]) as l
       union
       select r.ev_class from unreadable u
         join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass::oid and d.refobjid = u.oid and d.classid = 'pg_catalog.pg_rewrite'::regclass::oid
         join pg_catalog.pg_rewrite r on r.oid = d.objid
     )
     select ${sqlNameOf()} as name, c.relkind = 'm' as stored,
       pg_catalog.array_to_string(c.reloptions, ', ') as options, pg_catalog.pg_get_viewdef(c.oid) as body
     from ${relationsInSchemas}
     where c.relkind in ('v', 'm') and ${ofUsers('n')} and ${ofNoExtension('c')}
       and c.oid not in (select oid from unreadable)
     order by c.oid`,
    [locked],
  );
  return rows.map(({ name, stored, options, body }) => {
    const given = options === null || options === '' ? '' : ` with (${options})`;
    const query = body.trim().replace(/;$/, '');
    return `create ${stored ? 'materialized ' : ''}view ${name}${given} as\n${query}${stored ? '\nwith no data' : ''}`;
  });
}

async function readExtendedStatistics(
  connection: Connection,
  locked: readonly number[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ sql: string }>(
    `select pg_catalog.pg_get_statisticsobjdef(s.oid) as sql
     from pg_catalog.pg_statistic_ext s join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
     where ${ofUsers('n')} and not s.stxrelid = any($1::oid[]) order by s.oid`,
    [locked],
  );
  return rows.map(({ sql }) => sql);
}

/** Not by pg_policies: for to print a condition the server locks its table (pg_get_expr, ruleutils.c, since 17). */
async function readPolicies(
  connection: Connection,
  locked: readonly number[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ sql: string }>(
    `select pg_catalog.format('create policy %I on %I.%I as %s for %s to %s%s%s', p.polname, n.nspname, c.relname,
       case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end,
       case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,
       case when p.polroles = '{0}' then 'public' else pg_catalog.array_to_string(
         array(select pg_catalog.quote_ident(r.rolname) from pg_catalog.pg_roles r where r.oid = any(p.polroles) order by 1), ', ') end,
       ' using (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
       ' with check (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')') as sql
     from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where not p.polrelid = any($1::oid[])
     order by n.nspname, c.relname, p.polname`,
    [locked],
  );
  return rows.map(({ sql }) => sql);
}
