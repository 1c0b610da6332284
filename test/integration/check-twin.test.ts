import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-twin-check-'));
  server = await startTestServer();
  database = await server.open(`
    create table customers (id int primary key, email text not null);
    create table orders (id int primary key, customer_id int not null references customers, state text not null, at timestamptz not null);
    insert into customers select i, 'c' || i || '@example.org' from generate_series(1, 5000) i;
    insert into orders select i, 1 + i % 5000, case when i % 100 = 0 then 'new' else 'sent' end, timestamptz '2026-01-01' + i * interval '1 minute'
      from generate_series(1, 50000) i;
    create index orders_customer_idx on orders (customer_id);
    create index orders_state_idx on orders (state);
    create index customers_email_idx on customers (email);
    create schema monitoring;
    create table monitoring.pg_stat_statements (dbid oid, toplevel bool, queryid int8, query text, calls int8, total_exec_time float8);
    insert into monitoring.pg_stat_statements select d.oid, true, v.* from pg_database d, (values
      (1, 'select * from orders where customer_id = $1 order by at desc limit $2', 900, 50.0),
      (2, 'select * from customers where email = $1', 500, 20.0),
      (3, 'select * from orders where state = $1', 5, 10.0)) as v where d.datname = current_database();
    create extension pg_stat_statements;
    update pg_extension set extnamespace = 'monitoring'::regnamespace where extname = 'pg_stat_statements'`);
  await database.connection.query('vacuum analyze');
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function plancliff(cwd: string, ...args: string[]) {
  const process = fakeProcess({ cwd, args });
  await run(process);
  return { ...process.output, code: process.exitCode };
}

test('a committed twin is checked in a fresh clone, and an index that is gone fails it', async () => {
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const url = `postgres://postgres@${host}/${database.name}`;
  const mine = join(folder, 'mine');
  const pulled = await plancliff(
    folder,
    'pull',
    '--redact',
    '--database-url',
    url,
    'mine/twins/staging',
  );
  expect(pulled.code).toBe(0);
  // What the cases do today may be a finding already; -u accepts it.
  expect((await plancliff(mine, 'check', '-u', 'twins/staging')).code).toBe(0);
  const clone = join(folder, 'clone');
  cpSync(mine, clone, { recursive: true });
  const clean = await plancliff(clone, 'check', '--ci');
  expect({ code: clean.code, err: clean.stderr }).toEqual({ code: 0, err: '' });
  const schema = join(clone, 'twins/staging/schema.sql');
  const without = readFileSync(schema, 'utf8').replace(
    /^CREATE INDEX orders_customer_idx.*\n/im,
    '',
  );
  expect(without).not.toContain('orders_customer_idx');
  writeFileSync(schema, without);
  const broken = await plancliff(clone, 'check', '--ci');
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain('orders_customer_idx');
  expect(broken.stdout).toContain('select orders');
  expect(broken.stdout).toContain("×1: at today's size.");
}, 600_000);
