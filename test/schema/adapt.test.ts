import { adaptStatement } from '../../src/schema/adapt';
import { readStatements } from '../../src/schema/read-statements';
import type { ServerFacts } from '../../src/schema/rules/types';

const facts: ServerFacts = {
  roles: new Set(['owner']),
  settings: new Set([
    'work_mem',
    'search_path',
    'default_tablespace',
    'temp_tablespaces',
    'default_table_access_method',
  ]),
  accessMethods: new Set(['heap']),
  tablespaces: new Set(['pg_default']),
  schemas: new Set(['public']),
  createdSchemas: new Set(),
  mayCreateRoles: true,
};

async function adapt(sql: string, own: Partial<ServerFacts> = {}) {
  const { statements } = await readStatements(sql);
  const [statement] = statements;
  if (statement === undefined) throw new Error('No statement');
  return adaptStatement(statement, { ...facts, ...own });
}

describe('tablespaces that the server does not have', () => {
  const blank = (clause: string): string => ' '.repeat(clause.length);
  test.each([
    ['create index on t (a) ', 'tablespace fast', ''],
    ['create table t (tablespace fast) ', 'TABLESPACE "fast"', ''],
    ['create table t (a int unique ', 'using index tablespace fast', ', b text)'],
    ['create table t (a int) partition by range (a) ', 'tablespace fast', ''],
    ['alter table t add constraint u unique (a) ', 'using index tablespace fast', ''],
    ['create materialized view v ', 'tablespace fast', ' as select 1'],
    ['reindex ', '(tablespace fast)', ' table t'],
  ])('%s%s%s loads without the clause', async (before, clause, after) => {
    const { run, note } = await adapt(`${before}${clause}${after}`);
    expect(run).toEqual([`${before}${blank(clause)}${after}`]);
    expect(note).toMatch(/^skipped TABLESPACE fast: /);
  });

  test('a move to one is skipped, and of several commands goes to where the rows are', async () => {
    for (const sql of ['alter table t set tablespace x', 'alter database d set tablespace x'])
      expect((await adapt(sql)).run).toEqual([]);
    expect((await adapt('alter table t add b int, set tablespace x, add c int')).run).toEqual([
      'alter table t add b int, set tablespace pg_default, add c int',
    ]);
  });

  test.each([
    "create tablespace fast location '/ssd'",
    'drop tablespace fast',
    'alter index all in tablespace fast set tablespace pg_default',
    "comment on tablespace fast is 'x'",
    'grant create on tablespace fast to owner',
    'alter tablespace fast owner to owner',
    'alter tablespace fast rename to slow',
    'alter tablespace fast reset (seq_page_cost)',
  ])('%s is skipped without a note', async (sql) => {
    expect(await adapt(sql)).toEqual({ run: [] });
  });

  test('their page costs are named, for costs depend on them', async () => {
    for (const sql of [
      "create tablespace fast location '/ssd' with (random_page_cost = 1.1, seq_page_cost = 2)",
      'alter tablespace fast set (random_page_cost = 1.1, seq_page_cost = 2)',
    ])
      expect(await adapt(sql)).toEqual({
        run: [],
        note: 'skipped tablespace fast: its random_page_cost = 1.1, seq_page_cost = 2 changes costs; `settings` of the scenario set them for all tables',
      });
  });

  test.each([
    'create table t (a int) tablespace pg_default',
    'create table t (tablespace text)',
    'set temp_tablespaces = pg_default',
  ])('%s runs as it is', async (sql) => {
    expect(await adapt(sql)).toEqual({ run: [sql] });
  });

  test('a session that would write temporary tables to one is left as it is', async () => {
    expect((await adapt('set temp_tablespaces = pg_default, fast')).run).toEqual([]);
  });
});

describe('adaptStatement', () => {
  test('rows of COPY are counted, none are not mentioned', async () => {
    expect(await adapt('copy t from stdin;\n1\n2\n\\.\n')).toEqual({
      run: [],
      note: 'skipped 2 rows of COPY into t',
    });
    expect(await adapt('copy t from stdin;\n\\.\n')).toEqual({ run: [] });
  });

  test.each([
    'create table t (a int)',
    'alter table t owner to owner',
    'grant select on t to owner, public, current_user',
    "set work_mem = '8MB'",
    "set default_tablespace = ''",
    'set my.extension = 1',
    'set transaction isolation level serializable',
    'set role none',
    'create index concurrently_made on t (concurrently_named)',
    'create schema shop',
    'create schema authorization owner',
    'comment on table t is $$create index concurrently$$',
    'this is no SQL',
  ])('%s runs as it is', async (sql) => {
    expect(await adapt(sql)).toEqual({ run: [sql] });
  });

  test.each([
    ['create unique index concurrently a on t (b)', 'create unique index              a on t (b)'],
    ['drop index concurrently if exists a', 'drop index              if exists a'],
    ['refresh materialized view concurrently v', 'refresh materialized view              v'],
  ])('%s keeps its positions', async (sql, run) => {
    expect(await adapt(sql)).toEqual({ run: [run] });
  });

  test.each([
    'alter table t owner to stranger',
    'grant select on t to stranger',
    'grant stranger to owner',
    'create policy p on t to stranger using (true)',
    'create schema s authorization stranger',
    'alter default privileges for role stranger grant select on tables to owner',
    'set session authorization stranger',
    'reassign owned by stranger to owner',
  ])('%s needs the role', async (sql) => {
    const { run, note } = await adapt(sql);
    expect(run).toEqual([expect.stringContaining('create role stranger'), sql]);
    expect(note).toMatch(/created roles.*: stranger$/);
    // On a server of others no role is created.
    expect(await adapt(sql, { mayCreateRoles: false })).toMatchObject({ run: [] });
  });

  test.each([
    'create schema public',
    'create role owner',
    'create publication p for all tables',
    'alter publication p owner to stranger',
    'comment on publication p is $$all$$',
    "create subscription s connection '' publication p",
    'create event trigger e on ddl_command_end execute function f()',
    'comment on event trigger e is $$all$$',
    "security label on table t is 'secret'",
    'set transaction_timeout = 0',
  ])('%s is skipped', async (sql) => {
    expect(await adapt(sql)).toMatchObject({ run: [] });
  });
});

describe('schemas that no file creates', () => {
  test.each([
    'create table store.t (a int)',
    'create unlogged table if not exists store.t as select 1',
    'create view store.v as select 1',
    'create sequence store.s',
    "create type store.e as enum ('a')",
    'create type store.c as (a int)',
    'create type store.r as range (subtype = int4)',
    'create domain store.d as text',
    'create function store.f() returns int language sql as $$select 1$$',
    'create aggregate store.g(int) (sfunc = int4pl, stype = int)',
    'create extension pg_trgm with schema store',
    'alter table t set schema store',
    'set search_path = store',
    "set search_path to 'store', public",
  ])('%s needs the schema', async (sql) => {
    const { run, note } = await adapt(sql);
    expect(run).toEqual(['create schema store', sql]);
    expect(note).toBe('created schemas that no file creates: store');
    expect(await adapt(sql, { schemas: new Set(['public', 'store']) })).toEqual({ run: [sql] });
    // What creates it says who owns it, and perhaps what is in it.
    expect(await adapt(sql, { createdSchemas: new Set(['store']) })).toEqual({ run: [sql] });
  });

  test.each([
    'create table t (a int)',
    'create temp table pg_temp.t (a int)',
    'set search_path = "$user", public',
    "set search_path = ''",
    'set search_path to default',
    'set work_mem = 64',
    'drop schema if exists store',
    'grant usage on schema store to owner',
    'insert into store.t values (1)',
  ])('%s runs as it is', async (sql) => {
    expect(await adapt(sql)).toEqual({ run: [sql] });
  });

  test('several of a search path are created, each once', async () => {
    expect(
      (await adapt('set search_path = "Store", shop, "Store", public')).run.slice(0, -1),
    ).toEqual(['create schema "Store"', 'create schema shop']);
  });
});
