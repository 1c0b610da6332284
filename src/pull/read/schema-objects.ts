import { functionsInSchemas, isOf, ofNoExtension, ofUsers } from '../../postgres/catalog/fragments';
import { readExtensions } from '../../postgres/catalog/extensions';
import { qualifiedName, quoteIdent, quoteLiteral } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';

/** Schemas, extensions, collations, types, sequences and functions: what tables are made of. */
export async function readObjects(connection: Connection): Promise<{
  readonly before: readonly string[];
  /** Functions that name tables: made after these. */
  readonly after: readonly string[];
}> {
  const before = [
    ...(await readSchemas(connection)),
    ...(await extensionStatements(connection)),
    ...(await readCollations(connection)),
    ...(await readTypes(connection)),
    ...(await readSequences(connection)),
  ];
  const functions = await readFunctions(connection);
  return {
    before: [...before, ...functions.filter((each) => !each.tables).map(({ sql }) => sql)],
    after: functions.filter((each) => each.tables).map(({ sql }) => sql),
  };
}

async function readSchemas(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `select n.nspname::text as name from pg_catalog.pg_namespace n
     where ${ofUsers('n')} and n.nspname <> 'public' order by n.nspname collate "C"`,
    [],
  );
  return rows.map(({ name }) => `create schema if not exists ${quoteIdent(name)}`);
}

async function extensionStatements(connection: Connection): Promise<readonly string[]> {
  const extensions = await readExtensions(connection);
  // Every database has it from the start.
  const created = extensions.filter(({ name }) => name !== 'plpgsql');
  return created.map(({ name, schema }) => {
    const place = schema === 'pg_catalog' ? '' : ` with schema ${quoteIdent(schema)}`;
    return `create extension if not exists ${quoteIdent(name)}${place} cascade`;
  });
}

async function readCollations(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<Record<string, string | boolean | null>>(
    `select n.nspname::text as schema, c.collname::text as name, c.collprovider::text as provider,
       coalesce(pg_catalog.to_jsonb(c) ->> 'colllocale', pg_catalog.to_jsonb(c) ->> 'colliculocale', c.collcollate::text) as locale,
       c.collisdeterministic as deterministic
     from pg_catalog.pg_collation c join pg_catalog.pg_namespace n on n.oid = c.collnamespace
     where ${ofUsers('n')} and ${ofNoExtension('c', 'pg_collation')} order by c.oid`,
    [],
  );
  return rows.map(({ schema, name, provider, locale, deterministic }) => {
    const words: Record<string, string> = { i: 'icu', b: 'builtin' };
    const given = [
      `provider = ${words[String(provider)] ?? 'libc'}`,
      `locale = ${quoteLiteral(String(locale))}`,
      ...(deterministic === false ? ['deterministic = false'] : []),
    ];
    return `create collation ${qualifiedName(String(schema), String(name))} (${given.join(', ')})`;
  });
}

interface TypeRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'e' | 'c' | 'd' | 'r';
  readonly labels: readonly string[];
  readonly columns: readonly string[];
  readonly base: string | null;
  readonly checks: readonly string[];
  readonly subtype: string | null;
}

async function readTypes(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<TypeRow>(
    `select n.nspname::text as schema, t.typname::text as name, t.typtype::text as kind,
       array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder) as labels,
       array(select pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) from pg_catalog.pg_attribute a
             where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
       pg_catalog.format_type(nullif(t.typbasetype, 0), t.typtypmod)
         || case when t.typcollation <> 0 and t.typcollation <> b.typcollation
                 then ' collate ' || t.typcollation::regcollation::text else '' end
         || case when t.typdefault is null then '' else ' default ' || t.typdefault end
         || case when t.typnotnull then ' not null' else '' end as base,
       array(select 'constraint ' || pg_catalog.quote_ident(c.conname) || ' ' || pg_catalog.pg_get_constraintdef(c.oid) from pg_catalog.pg_constraint c
             where c.contypid = t.oid and c.contype = 'c' order by c.conname) as checks,
       (select pg_catalog.format_type(r.rngsubtype, null) from pg_catalog.pg_range r where r.rngtypid = t.oid) as subtype
     from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace left join pg_catalog.pg_type b on b.oid = t.typbasetype
     where ${ofUsers('n')} and ${ofNoExtension('t', 'pg_type')}
       and (t.typtype in ('e', 'd', 'r')
            or t.typtype = 'c' and exists (select from pg_catalog.pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
     order by t.oid`,
    [],
  );
  return rows.map((row) => {
    const name = qualifiedName(row.schema, row.name);
    switch (row.kind) {
      case 'e':
        return `create type ${name} as enum (${row.labels.map(quoteLiteral).join(', ')})`;
      case 'c':
        return `create type ${name} as (${row.columns.join(', ')})`;
      case 'r':
        return `create type ${name} as range (subtype = ${row.subtype})`;
      case 'd':
        return [`create domain ${name} as ${row.base}`, ...row.checks].join(' ');
    }
  });
}

/** Those of identity columns are made with their columns. */
async function readSequences(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query<{ schema: string; name: string; type: string }>(
    `select n.nspname::text as schema, c.relname::text as name, pg_catalog.format_type(s.seqtypid, null) as type
     from pg_catalog.pg_sequence s join pg_catalog.pg_class c on c.oid = s.seqrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where ${ofUsers('n')} and ${ofNoExtension('c')}
       and not exists (select from pg_catalog.pg_depend d where ${isOf('pg_class', 'c.oid')}
                       and d.deptype = 'i')
     order by n.nspname collate "C", c.relname collate "C"`,
    [],
  );
  return rows.map(({ schema, name, type }) => {
    const as = type === 'bigint' ? '' : ` as ${type}`;
    return `create sequence ${qualifiedName(schema, name)}${as}`;
  });
}

interface FunctionRow {
  readonly sql: string;
  readonly tables: boolean;
}

/** Aggregates have no definition that the server would print; those of extensions come with them. */
async function readFunctions(connection: Connection): Promise<readonly FunctionRow[]> {
  const { rows } = await connection.query<FunctionRow>(
    `select pg_catalog.pg_get_functiondef(p.oid) as sql,
       exists (select from pg_catalog.pg_depend d where ${isOf('pg_proc', 'p.oid')}
               and (d.refclassid = 'pg_catalog.pg_class'::regclass::oid
                    or d.refclassid = 'pg_catalog.pg_type'::regclass::oid and exists (
                      select from pg_catalog.pg_type t join pg_catalog.pg_class c on c.oid = t.typrelid
                      where t.oid = d.refobjid and c.relkind <> 'c'))) as tables
     from ${functionsInSchemas}
     where ${ofUsers('n')} and p.prokind <> 'a' and l.lanname not in ('c', 'internal')
       and ${ofNoExtension('p', 'pg_proc')}
     order by p.oid`,
    [],
  );
  return rows.map(({ sql, tables }) => ({ sql: sql.trim(), tables }));
}
