import { adaptStatement } from '../../src/schema/adapt';
import { readStatements } from '../../src/schema/read-statements';
import type { ServerFacts } from '../../src/schema/rules/types';

const facts: ServerFacts = {
  roles: new Set(['owner']),
  settings: new Set([
    'work_mem',
    'default_tablespace',
    'temp_tablespaces',
    'default_table_access_method',
  ]),
  accessMethods: new Set(['heap']),
  tablespaces: new Set(['pg_default']),
  schemas: new Set(['public']),
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
