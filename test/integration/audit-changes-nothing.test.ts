import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import type { Connection } from '../../src/postgres/types';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-audit-'));
  server = await sharedTestServer();
  const socket = dirname(server.dataDirectory ?? '');
  database = await server.open(`
    create extension dblink;
    create table orders (id bigint primary key, customer_id int not null, status text not null);
    insert into orders select i, i % 50, case when i % 100 = 0 then 'open' else 'done' end
      from generate_series(1, 20000) as i;
    create index orders_status_idx on orders (status);
    create index orders_customer_id_idx on orders (customer_id);
    create table witness (note text);
    create sequence numbers;
    create view open_orders as select * from orders where status = 'open';
    create view locked_orders as select * from orders for update;
    create materialized view totals as select customer_id, count(*) from orders group by 1;
    analyze;
  `);
  url = `postgres://postgres@localhost/${database.name}?host=${socket}`;
  await database.connection.query(
    `
    create function write_there() returns text language plpgsql immutable as $$
      begin return dblink_exec('host=${socket} user=postgres dbname=${database.name}', 'insert into witness values (1)'); end $$;
    create function write_through() returns text language sql stable as 'select write_there()';
    create function write_copy() returns int language plpgsql volatile as $$
      begin copy (select 1) to program 'touch ${folder}/program'; return 1; end $$;
    create function write_hidden() returns int language sql immutable as 'select write_copy()';
    create function loud() returns int language plpgsql volatile as $$
      begin insert into witness values ('loud'); return 1; end $$;
    create function changer() returns int language sql volatile as
      $$ insert into witness values ('sql') returning 1 $$;
    create view evil_view as select write_there() as note`,
  );
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Everything that a statement could have changed, row versions and transaction ids included. */
async function fingerprint(connection: Connection): Promise<Record<string, unknown>> {
  const { rows } = await connection.query<{ name: string; sql: string }>(`
    select n.nspname || '.' || c.relname as name,
      format(case c.relkind when 'S' then 'select format(''%%s %%s'', last_value, is_called) as sum from %I.%I'
        else 'select md5(coalesce(string_agg(t::text || t.xmin::text || t.xmax::text || t.ctid::text, '','' order by t.ctid), '''')) as sum from %I.%I as t' end,
        n.nspname, c.relname) as sql
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm', 'S') and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'
    order by 1`);
  const sums: Record<string, unknown> = {};
  for (const { name, sql } of rows)
    sums[name] = (await connection.query<{ sum: string }>(sql)).rows[0]?.sum;
  const { rows: ids } = await connection.query(
    `select pg_snapshot_xmax(pg_current_snapshot())::text as next_transaction,
       (select count(*) from pg_prepared_xacts) as prepared,
       (select count(*) from pg_locks where mode <> 'AccessShareLock' and pid <> pg_backend_pid()
        and locktype = 'relation') as locks`,
  );
  const settings = readFileSync(join(server.dataDirectory ?? '', 'postgresql.auto.conf'), 'utf8');
  return { ...sums, ...ids[0], settings, program: existsSync(join(folder, 'program')) };
}

async function audit(
  args: readonly string[],
  stdin = '',
): Promise<{ result: AuditResult; code: unknown; stderr: string }> {
  const process = fakeProcess({
    args: ['audit', '--json', '--database-url', url, ...args],
    cwd: folder,
    stdin,
  });
  await run(process);
  const { stdout, stderr } = process.output;
  return {
    result: JSON.parse(stdout === '' ? '{}' : stdout) as AuditResult,
    code: process.exitCode,
    stderr,
  };
}

/** What is refused, and a word of the reason. */
const refused: readonly (readonly [string, string])[] = [
  ['drop table orders', 'a DROP'],
  ['truncate orders', 'a TRUNCATE'],
  ['explain analyze delete from orders', 'an EXPLAIN'],
  ['explain (analyze) insert into witness values (1)', 'an EXPLAIN'],
  ['with gone as (delete from orders returning *) select * from gone', 'a delete'],
  ["with made as (insert into witness values ('x') returning *) select * from made", 'an insert'],
  ['commit', 'a BEGIN, COMMIT or ROLLBACK'],
  ['set default_transaction_read_only = off', 'a SET'],
  ['reset all', 'a SET'],
  ["alter system set work_mem = '1GB'", 'an ALTER SYSTEM'],
  ["do $$ begin insert into witness values ('do'); end $$", 'a DO'],
  ['call loud()', 'a CALL'],
  ["copy orders to program 'cat > /dev/null'", 'a COPY'],
  ["copy witness from program 'echo 1'", 'a COPY'],
  ['create table copied as select * from orders', 'a CREATE TABLE AS'],
  ['select * into copied from orders', 'creates a table'],
  ['select 1 as one into copied union all select 2', 'creates a table'],
  ['create index on orders (id)', 'an INDEX'],
  ['vacuum full orders', 'a VACUUM'],
  ['analyze orders', 'a VACUUM'],
  ['lock table orders', 'a LOCK'],
  ['refresh materialized view totals', 'a REFRESH'],
  ['prepare p as delete from orders', 'a PREPARE'],
  ['declare c cursor with hold for select 1', 'a DECLARE'],
  ["notify channel, 'x'", 'a NOTIFY'],
  ['checkpoint', 'a CHECK POINT'],
  [
    'merge into orders as o using witness as w on w.note = o.status when matched then delete',
    'merge',
  ],
  ['select write_there()', 'public.write_there()'],
  ['select * from orders where status = write_through()', 'public.write_there()'],
  ['select * from orders where id = write_hidden()', 'public.write_copy()'],
  ['select changer()', 'public.changer'],
  ['select * from evil_view', 'public.write_there()'],
  ['select * from locked_orders', 'public.locked_orders'],
  ['select * from orders where id = pg_current_xact_id()::text::int', 'pg_current_xact_id'],
  [
    "select * from orders where status = table_to_xml('orders', true, false, '')::text",
    'table_to_xml',
  ],
];

/** What is planned and never run, or planned as the select of what it would look for. */
const planned: readonly string[] = [
  'select * from orders where id = 7',
  'select * from orders where customer_id = 3 for update',
  "update orders set status = 'gone' where customer_id = 3",
  "delete from orders where status = 'open'",
  'insert into witness select status from orders where id = 5',
  "insert into witness values ('planned')",
  "select nextval('numbers'), setval('numbers', 99) from orders",
  'select loud()',
  'select pg_terminate_backend(pg_backend_pid())',
  'select pg_sleep(60)',
  "select set_config('default_transaction_read_only', 'off', false)",
  'select pg_advisory_lock(1)',
  "select lo_from_bytea(0, 'x')",
  "select dblink_exec('nowhere', 'drop table orders')",
  "select * from dblink('nowhere', 'drop table orders') as t (a int)",
  "select '; drop table orders; --' as text",
  'select * from open_orders',
];

/** Refused or planned: no matter, as long as nothing changes. */
const others: readonly string[] = [
  'alter table orders add column gone int',
  'alter table orders rename to taken',
  'alter sequence numbers restart with 1000',
  "alter database template1 set work_mem = '1GB'",
  "alter role postgres set work_mem = '1GB'",
  'alter function loud() cost 1',
  'create role intruder superuser',
  "create user intruder password 'x'",
  'create database stolen',
  'create schema stolen',
  'create view stolen as select 1',
  'create materialized view stolen as select 1',
  'create sequence stolen',
  "create type stolen as enum ('a')",
  'create domain stolen as int',
  "create function stolen() returns int language sql as 'select 1'",
  "create or replace function loud() returns int language sql as 'select 1'",
  'create trigger t before insert on orders for each row execute function loud()',
  'create rule r as on select to witness do instead select 1',
  'create policy p on orders using (true)',
  'create statistics s on id, status from orders',
  'create extension pageinspect',
  'create publication p for all tables',
  "create tablespace t location '/tmp'",
  'create temp table t as select 1',
  'create unlogged table t (a int)',
  'drop database template1',
  'drop owned by postgres cascade',
  'drop extension dblink cascade',
  'reassign owned by postgres to pg_monitor',
  'grant all on orders to public',
  'revoke all on orders from postgres',
  'grant pg_write_all_data to public',
  "comment on table orders is 'x'",
  "security label on table orders is 'x'",
  'reindex table orders',
  'cluster orders using orders_pkey',
  'discard all',
  'listen channel',
  'unlisten *',
  "load 'plpgsql'",
  'begin; insert into witness values (1)',
  'rollback; insert into witness values (1)',
  'savepoint s',
  'release savepoint plancliff',
  'rollback to savepoint plancliff',
  "prepare transaction 'x'",
  "commit prepared 'x'",
  'start transaction read write',
  'set transaction read write',
  'set local transaction_read_only = off',
  'set session authorization postgres',
  'set role postgres',
  'set constraints all deferred',
  'execute plancliff',
  'deallocate all',
  'fetch all from c',
  'close all',
  'import foreign schema x from server y into public',
  "insert into witness values ('x') on conflict do nothing returning note",
  'update orders set status = (select write_there()) where id = 1',
  'delete from orders using evil_view where status = evil_view.note',
  'select * from orders for update nowait',
  'select * from orders for no key update skip locked',
  'with recursive r as (select 1 as n union all select n + 1 from r) select write_there() from r',
  'select (select write_hidden())',
  'select * from generate_series(1, write_hidden())',
  'select * from orders order by write_there()',
  'select * from orders limit write_hidden()',
  'select * from orders offset (select write_hidden())',
  'select count(*) filter (where write_there() is null) from orders',
  'values (write_there())',
  'table evil_view',
  'select * from orders tablesample bernoulli (write_hidden())',
  'select * from lateral (select write_there()) as x',
  "select case when true then write_there() else 'x' end",
  'select coalesce(null, write_there())',
  'select array[write_there()]',
  'select row(write_there())',
  "select pg_read_file('/etc/passwd')",
  "select pg_ls_dir('/')",
  "select lo_import('/etc/passwd')",
  "select lo_export(1, '/tmp/x')",
  'select pg_reload_conf()',
  'select pg_rotate_logfile()',
  'select pg_switch_wal()',
  "select pg_create_restore_point('x')",
  "select pg_logical_emit_message(true, 'a', 'b')",
  "select pg_create_physical_replication_slot('x')",
  "select pg_stat_reset(), pg_stat_reset_shared('bgwriter')",
  "select query_to_xml('insert into witness values (1)', true, false, '')",
  "select cursor_to_xml('c', 1, true, false, '')",
  "select ts_stat('insert into witness values (1) returning null::tsvector')",
  "select pg_notify('channel', 'x')",
  'select txid_current()',
  'select pg_export_snapshot()',
  'select pg_try_advisory_lock(7)',
  "select currval('numbers'), lastval()",
];

describe('an audit by a superuser', () => {
  it('changes nothing, whatever it is given', async () => {
    const file = join(folder, 'hostile.sql');
    const statements = [...refused.map(([sql]) => sql), ...planned, ...others];
    expect(statements.length).toBeGreaterThan(100);
    writeFileSync(file, `${statements.join(';\n')};\n`);
    const before = await fingerprint(database.connection);
    const { result, code, stderr } = await audit(['--grow', '2', 'hostile.sql']);
    expect(stderr).toBe('');
    expect(await fingerprint(database.connection)).toEqual(before);

    const told = new Map(result.problems.map(({ line, reason }) => [line, reason]));
    for (const [index, [sql, part]] of refused.entries()) {
      expect(`${sql}: ${told.get(index + 1) ?? 'was planned'}`).toContain(part);
    }
    const known = refused.length + planned.length;
    const lines = result.statements.map(({ line }) => line).filter((line = 0) => line <= known);
    expect(lines).toEqual(planned.map((_, index) => refused.length + index + 1));
    expect(result.problems.filter(({ line = 0 }) => line <= known)).toHaveLength(refused.length);
    expect(code).toBe(2);
  });

  it('would have noticed: the same function acts under a bare EXPLAIN', async () => {
    const before = await fingerprint(database.connection);
    await database.connection.query('explain select write_there()');
    const after = await fingerprint(database.connection);
    expect(after).not.toEqual(before);
    expect(after['public.witness']).not.toEqual(before['public.witness']);
  });

  it('takes one statement for one, though the server reads quotes otherwise', async () => {
    const { connection } = database;
    await connection.query(`alter database ${database.name} set standard_conforming_strings = off`);
    const before = await fingerprint(database.connection);
    // One statement by the standard; under the setting above the first backslash hides a quote and `drop` gets out.
    const trick = String.raw`select '\', '; drop table witness; --'`;
    const { result } = await audit(['--no-grow', '-'], trick);
    expect(result.statements).toHaveLength(1);
    const { result: other } = await audit(
      ['--no-grow', '-'],
      String.raw`select '\'; drop table witness; --'`,
    );
    expect(other.statements).toHaveLength(1);
    expect(other.problems.map(({ reason }) => reason)).toEqual([expect.stringContaining('DROP')]);
    expect(await fingerprint(database.connection)).toEqual(before);
    await connection.query(`alter database ${database.name} reset standard_conforming_strings`);
  });

  it('takes no lock beyond ACCESS SHARE: it passes under EXCLUSIVE locks on every table', async () => {
    const other = await database.connect();
    try {
      await other.query('begin');
      const { rows } = await other.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname in ('public', 'pg_catalog')`,
      );
      // EXCLUSIVE conflicts with every mode but ACCESS SHARE.
      await other.query(`lock table ${rows.map(({ name }) => name).join(', ')} in exclusive mode`);
      const sql = 'delete from orders where id = 1; select * from open_orders for share;';
      const { result, code } = await audit(['--lock-timeout', '200ms', '-'], sql);
      expect(result.problems).toEqual([]);
      expect(result.statements).toHaveLength(2);
      expect(code).toBe(0);
    } finally {
      await other.query('rollback');
      await other.end();
    }
  });

  it('gives up on a table that somebody has locked, and plans the others', async () => {
    const other = await database.connect();
    try {
      await other.query('begin; lock table orders in access exclusive mode');
      const { result, code } = await audit(
        ['--lock-timeout', '100ms', '-'],
        'select * from orders; select * from witness',
      );
      expect(result.problems.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('lock timeout'),
      ]);
      expect(result.statements).toHaveLength(1);
      expect(code).toBe(2);
    } finally {
      await other.query('rollback');
      await other.end();
    }
  });
});
