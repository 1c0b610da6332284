import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Server } from '../../src/postgres/types';
import type { TestServer } from './server';

export interface HostileServer extends Server {
  /** Drops what was made; the server stays. */
  end(): Promise<void>;
}

/**
 * The same server, whose new databases have the overloads. `create function` and `create operator` take 2.4 s for the
 * 19,000 of them; written into the catalogs, as copies of one of each, they take 0.6 s, and the rows are the same. A twin has functions alone, as no operator is pulled.
 */
export async function withHostileOverloads(server: TestServer): Promise<HostileServer> {
  const copyOf = async (original: Database, label: string): Promise<Database> => {
    const made = await server.copyDatabase?.(label, original);
    if (made === undefined) throw new Error('not an embedded server');
    return made;
  };
  const functions = await server.createDatabase('hostile functions');
  await runIn(functions, hostileFunctions());
  const all = await copyOf(functions, 'hostile overloads');
  await runIn(all, hostileOperators());
  return {
    ...server,
    createDatabase: (label) => copyOf(label === 'twin' ? functions : all, label),
    end: async () => {
      await all.drop();
      await functions.drop();
    },
  };
}

async function runIn(database: Database, sql: string): Promise<void> {
  const connection = await database.connect();
  await connection.query(sql);
  await connection.end();
}

/** Types that arguments of plancliff's own calls have, or could have by a slip. */
const types = [
  ...['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'boolean'],
  ...['text', 'name', '"char"', 'oid', 'regclass', 'regtype', 'tid', 'uuid', 'jsonb'],
  ...['timestamptz', 'timestamp', 'date', 'interval', 'bytea', 'int2vector', 'oidvector'],
  ...['smallint[]', 'integer[]', 'bigint[]', 'real[]', 'double precision[]', 'text[]', 'name[]'],
  ...['"char"[]', 'oid[]', 'pg_node_tree'],
];

/** Operands, and first arguments of several. */
const few = [
  ...[
    'smallint',
    'integer',
    'bigint',
    'real',
    'double precision',
    'numeric',
    'boolean',
    'text',
    'name',
  ],
  ...['"char"', 'oid', 'regclass', 'regtype', 'tid', 'timestamptz', 'date', 'interval'],
  ...['bigint[]', 'text[]', 'double precision[]'],
];

const second = ['integer', 'bigint', 'double precision', 'text', 'boolean', 'oid', 'bigint[]'];

const operators = '+ - * / % & | || < <= = <> >= > << >> ~ ~~ !~~'.split(' ');

/** A pulled schema without its 11,000 functions of these: the database that it is for has them already. */
export function withoutHostileOverloads(schema: string): string {
  const kept = schema.replaceAll(
    /^CREATE OR REPLACE FUNCTION public\.[^\n]*\n RETURNS boolean\n[^$]*\$function\$[^$]* of the user was called[^$]*\$function\$\s*;\n+/gm,
    '',
  );
  if (kept === schema || kept.includes('of the user was called'))
    throw new Error('no such functions');
  return kept;
}

/**
 * DDL that lies in wait: overloads in `public` of every function that plancliff's sources call and of every operator,
 * for argument types that the built-in ones do not take exactly. The parser prefers an exact match to a polymorphic
 * function and to a cast (func_get_detail, src/backend/parser/parse_func.c; oper, parse_oper.c), wherever in the search
 * path it lies: a call that is not qualified ends in one of these, and each raises an error.
 */
function hostileFunctions(): string {
  return `
    set search_path = pg_catalog;
    create function public.hostile() returns boolean language plpgsql as 'begin end';
    insert into pg_proc
    select made.* from pg_proc as template,
      (select row_number() over () as number, name, types::regtype[]::oid[] as types
         from (select name, array[first] as types from (${wanted()}) as wanted, unnest(${array(types)}) as first
               union all
               select name, array[first, other] from (${wanted()}) as wanted, unnest(${array(few)}) as first,
                 unnest(${array(second)}) as other
                where arguments > 1) as listed) as signatures,
      jsonb_populate_record(template, jsonb_build_object('oid', 1000000000 + number, 'proname', name,
        'pronargs', cardinality(types), 'proargtypes', array_to_string(types, ' '), 'prosrc',
        format(' begin raise exception ''%I of the user was called''; end ', name))) as made
     where template.oid = 'public.hostile'::regproc;
    drop function public.hostile;
    set search_path = public;`;
}

const wanted = (): string => `
  select proname::text as name, max(pronargs) as arguments from pg_proc
   where pronamespace = 'pg_catalog'::regnamespace and proname = any ('{${[...calledFunctions()].join(',')}}')
   group by 1`;

function hostileOperators(): string {
  return `
    set search_path = pg_catalog;
    create function public.hostile(integer, integer) returns boolean language plpgsql as 'begin end';
    create operator public.| (leftarg = integer, rightarg = integer, procedure = public.hostile);
    create temporary table operands as
      select 1100000000 + row_number() over () as function, first, other
        from unnest(${array(few)}) as first, unnest(${array(few)}) as other;
    insert into pg_proc
    select made.* from pg_proc as template, operands,
      jsonb_populate_record(template, jsonb_build_object('oid', function, 'proname', 'hostile_operator',
        'proargtypes', format('%s %s', first::regtype::oid, other::regtype::oid), 'prosrc',
        format(' begin raise exception ''the operator of %s and %s of the user was called''; end ', first, other))) as made
     where template.oid = 'public.hostile(integer,integer)'::regprocedure;
    insert into pg_operator
    select made.* from pg_operator as template, 
      (select row_number() over () as number, * from operands, unnest(${array(operators)}) as operator) as signatures,
      jsonb_populate_record(template, jsonb_build_object('oid', 1200000000 + number, 'oprname', operator,
        'oprleft', first::regtype::oid, 'oprright', other::regtype::oid, 'oprcode', function)) as made
     where template.oid = 'public.|(integer,integer)'::regoperator
       and not exists (select from pg_operator as own where own.oprnamespace = 'pg_catalog'::regnamespace
         and own.oprname = operator::name and own.oprleft = first::regtype and own.oprright = other::regtype);
    drop operator public.| (integer, integer);
    drop function public.hostile(integer, integer);
    drop table operands;
    set search_path = public;`;
}

const array = (of: readonly string[]): string =>
  `'{${of.map((each) => `"${each.replaceAll('"', '\\"')}"`).join(',')}}'::text[]`;

/** What the sources call as `pg_catalog.name(`. */
function calledFunctions(folder = join(__dirname, '../../src')): ReadonlySet<string> {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, name] of text.matchAll(/pg_catalog\.([a-z_][a-z0-9_]*)\(/g))
      if (name) names.add(name);
  }
  return names;
}
