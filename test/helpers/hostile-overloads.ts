import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Server } from '../../src/postgres/types';
import type { TestServer } from './server';

export interface HostileServer extends Server {
  /** Drops what was made; the server stays. */
  end(): Promise<void>;
}

/**
 * The same server, whose new databases have the overloads: to make the 20,000 of them takes 5 s of processor time, to copy
 * a database that has them a hundredth of it. A twin has functions alone, as no operator is pulled.
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
    do $hostile$
    declare
      wanted record;
      first text;
      other text;
    begin
      perform set_config('search_path', 'pg_catalog', true);
      perform set_config('check_function_bodies', 'off', true);
      for wanted in
        select proname::text as name, max(pronargs) as arguments from pg_proc
         where pronamespace = 'pg_catalog'::regnamespace and proname = any ('{${[...calledFunctions()].join(',')}}')
         group by 1 order by 1
      loop
        foreach first in array ${array(types)} loop
          execute format('create function public.%I(%s) returns boolean language plpgsql
            as $f$ begin raise exception ''%I of the user was called''; end $f$', wanted.name, first, wanted.name);
        end loop;
        continue when wanted.arguments < 2;
        foreach first in array ${array(few)} loop
          foreach other in array ${array(second)} loop
            execute format('create function public.%I(%s, %s) returns boolean language plpgsql
              as $f$ begin raise exception ''%I of the user was called''; end $f$', wanted.name, first, other, wanted.name);
          end loop;
        end loop;
      end loop;
      perform set_config('search_path', 'public', true);
    end $hostile$;`;
}

function hostileOperators(): string {
  return `
    do $hostile$
    declare
      first text;
      other text;
      operator text;
    begin
      perform set_config('search_path', 'pg_catalog', true);
      foreach first in array ${array(few)} loop
        foreach other in array ${array(few)} loop
          execute format('create function public.hostile_operator(%s, %s) returns boolean language plpgsql
            as $f$ begin raise exception ''the operator of %s and %s of the user was called''; end $f$', first, other, first, other);
          foreach operator in array ${array(operators)} loop
            if not exists (select from pg_operator where oprname = operator::name
                            and oprleft = first::regtype and oprright = other::regtype) then
              execute format('create operator public.%s (leftarg = %s, rightarg = %s, procedure = public.hostile_operator)',
                operator, first, other);
            end if;
          end loop;
        end loop;
      end loop;
      perform set_config('search_path', 'public', true);
    end $hostile$;`;
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
