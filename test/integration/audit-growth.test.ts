import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-growth-'));
  server = await startTestServer();
  database = await server.open(`
    create type state as enum ('new', 'paid', 'sent');
    create table countries (code char(2) primary key, name text not null);
    insert into countries select chr(65 + i / 26) || chr(65 + i % 26), 'country ' || i from generate_series(0, 199) as i;
    create table customers (id bigint generated always as identity primary key, email text not null unique,
      country char(2) not null references countries, joined date not null);
    insert into customers (email, country, joined)
      select 'c' || i || '@example.com', chr(65 + (i % 200) / 26) || chr(65 + (i % 200) % 26), date '2020-01-01' + i / 20
      from generate_series(1, 20000) as i;
    create table orders (id bigint generated always as identity primary key, customer_id bigint not null references customers,
      state state not null, total numeric(10,2) not null, created_at timestamptz not null, note text);
    insert into orders (customer_id, state, total, created_at)
      select 1 + (i::bigint * 7919) % 20000, case when i % 200 = 0 then 'new' when i % 3 = 0 then 'paid' else 'sent' end::state,
        i % 777 + 0.5, now() - (200000 - i) * interval '5 minutes'
      from generate_series(1, 200000) as i;
    create index orders_created_at_idx on orders (created_at);
    create index orders_customer_id_idx on orders (customer_id);
    create index orders_state_idx on orders (state) where state = 'new';
    create index orders_total_idx on orders (total);
    create table events (id bigint not null, at timestamptz not null, kind text not null) partition by range (at);
    create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
    create table events_2 partition of events for values from ('2026-02-01') to ('2026-03-01');
    create index events_at_idx on events (at);
    insert into events select i, timestamptz '2026-01-01' + i * interval '3 minutes', 'k' || i % 7 from generate_series(1, 27000) as i;
    create view recent as select * from orders where created_at > now() - interval '1 day'`);
  await database.connection.query('vacuum analyze');
}, 120_000);

afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const workload = `
  -- plancliff: newest of a customer
  -- $1 = 42
  select * from orders where customer_id = $1 order by created_at desc limit 10;
  -- plancliff: of a customer, for any
  select * from orders where customer_id = $1;
  -- plancliff: by total
  select * from orders where total = 7.5;
  -- plancliff: recent
  select count(*) from orders where created_at > now() - interval '1 hour';
  -- plancliff: recent of the view
  select state, count(*) from recent group by state;
  -- plancliff: new ones
  select id from orders where state = 'new';
  -- plancliff: by country
  select c.country, sum(o.total) from customers c join orders o on o.customer_id = c.id where c.country = 'AB' group by 1;
  -- plancliff: all totals
  select sum(total) from orders;
  -- plancliff: a note
  select * from orders where note = 'x';
  -- plancliff: events, for any
  select count(*) from events where at >= $1 and at < $2;
  -- plancliff: events of a day
  select kind, count(*) from events where at >= '2026-01-15' and at < '2026-01-16' group by kind;
  -- plancliff: by mail
  select * from customers where email = 'c7@example.com';`;

async function audit(
  ...args: string[]
): Promise<{ stdout: string; stderr: string; code: unknown }> {
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const url = `postgres://postgres@${host}/${database.name}`;
  const process = fakeProcess({
    cwd: folder,
    stdin: workload,
    args: ['audit', '--database-url', url, ...args, '-'],
  });
  await run(process);
  return { ...process.output, code: process.exitCode };
}

let hundredfold: AuditResult;
beforeAll(async () => {
  const { stdout, stderr } = await audit('--json', '--grow', '100', '--live-ends');
  expect(stderr).toBe('');
  hundredfold = JSON.parse(stdout) as AuditResult;
}, 300_000);

test('every statement plans on the twin as on the server', () => {
  const { growth } = hundredfold;
  expect(growth?.lacks).toEqual([]);
  expect(growth?.unplanned).toEqual([]);
  expect(
    growth?.statements.map(({ query, agreement, difference }) => ({
      query,
      agreement,
      difference,
    })),
  ).toEqual(
    growth?.statements.map(({ query }) => ({
      query,
      agreement: 'identical',
      difference: undefined,
    })),
  );
});

test('a statement with parameters on a partitioned table shows its partitions, and so does the twin', () => {
  const { statements } = hundredfold;
  const generic = statements.find(({ query }) => query === 'events, for any');
  expect(generic?.plan).toBe('generic');
  expect(generic?.readings.map(({ relation, indexes }) => [relation, indexes])).toEqual([
    ['events', ['events_at_idx']],
  ]);
});

test('prints the agreement, the least growth left first, and no value', async () => {
  const { stdout, stderr, code } = await audit('--grow', '1000', '--live-ends');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('12 of 12 statements plan on a twin without rows (PostgreSQL 18.');
  const losses = [...stdout.matchAll(/^ +×([\d.]+) +━*╳/gm)].map(([, factor]) => Number(factor));
  expect(losses.length).toBeGreaterThan(0);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  expect(stdout).not.toMatch(/c\d+@example/);
}, 300_000);

test('settings in the URL count, on the server and on the twin', async () => {
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const options = encodeURIComponent('-c enable_indexscan=off -c enable_bitmapscan=off');
  const process = fakeProcess({
    cwd: folder,
    stdin: "select * from customers where email = 'c7@example.com'",
    args: [
      ...['audit', '--json', '--grow', '2', '--live-ends', '--database-url'],
      ...[`postgres://postgres@${host}/${database.name}?options=${options}`, '-'],
    ],
  });
  await run(process);
  const { statements, growth } = JSON.parse(process.output.stdout) as AuditResult;
  expect(statements[0]?.readings[0]?.method).toBe('seq');
  expect(growth?.statements[0]?.agreement).toBe('identical');
}, 300_000);

test('--no-grow starts no server and looks at today alone', async () => {
  const { stdout } = await audit('--no-grow');
  expect(stdout).not.toMatch(/^Growth/m);
}, 300_000);

test('--grow takes a multiple above 1', async () => {
  const { stderr, code } = await audit('--grow', '0.5');
  expect(stderr).toContain("--grow does not take '0.5'");
  expect(code).toBe(2);
});

describe('what the server has run', () => {
  let busy: TestServer;
  let shop: TestDatabase;
  const place = (): string =>
    `postgres://postgres@${encodeURIComponent(dirname(busy.dataDirectory ?? ''))}/${shop.name}`;

  async function auditServer(...args: string[]) {
    const process = fakeProcess({
      cwd: folder,
      args: ['audit', '--database-url', place(), ...args],
    });
    await run(process);
    return { ...process.output, code: process.exitCode };
  }

  beforeAll(async () => {
    busy = await startTestServer();
    shop = await busy.open(`
      create table orders (id int primary key, state text not null, at timestamptz not null);
      insert into orders select i, case when i % 50 = 0 then 'new' else 'sent' end, timestamptz '2026-01-01' + i * interval '1 minute'
        from generate_series(1, 20000) as i;
      create index orders_state_idx on orders (state);
      create index orders_at_idx on orders (at);
      -- The module needs shared memory from the start of a server; its view is all that is read.
      create schema monitoring;
      create table monitoring.pg_stat_statements (dbid oid, toplevel bool, queryid int8, query text, calls int8, total_exec_time float8);
      insert into monitoring.pg_stat_statements select d.oid, true, v.* from pg_database d, (values
        (1, 'select * from orders where state = $1 order by id limit $2', 900, 50.0),
        (2, 'select count(*) from orders where at > now() - interval $1', 10, 900.0),
        (3, 'select * from orders where id in ($1, $2)', 5, 10.0),
        (4, 'create index on orders (at)', 1, 5000.0),
        (5, 'select relname from pg_class where oid = $1', 77, 2.0),
        (6, 'select * frm orders', 1, 1.0),
        (7, 'begin', 9999, 1.0),
        (8, 'savepoint $1', 9999, 1.0)) as v where d.datname = current_database();
      create extension pg_stat_statements`);
    await shop.connection.query(`
      update pg_extension set extnamespace = 'monitoring'::regnamespace where extname = 'pg_stat_statements'`);
    await shop.connection.query('vacuum analyze orders');
  }, 120_000);
  afterAll(async () => {
    await shop.end();
    await busy.close();
  });

  test('is planned for any values and for common and rare ones, the most expensive first', async () => {
    const { stdout, stderr } = await auditServer('--json', '--grow', '10', '--live-ends');
    expect(stderr).toBe('');
    const { statements, problems, growth, notes } = JSON.parse(stdout) as AuditResult;
    expect(problems).toEqual([]);
    expect(
      statements.map((each) => `${each.query.replace(/ \w{8}$/, '')}, ${each.case}, ${each.line}`),
    ).toEqual([
      'select orders, any, 1',
      'select orders, any, 2',
      'select orders, common, 2',
      'select orders, rare, 2',
      'select orders, any, 3',
      'select orders, common, 3',
      'select orders, rare, 3',
    ]);
    expect(notes).toEqual(['1 text of pg_stat_statements does not parse, and is not planned']);
    expect(growth?.statements.map(({ agreement }) => agreement)).toEqual(
      statements.map(() => 'identical'),
    );
  }, 120_000);

  test('--order and --top choose', async () => {
    const { stdout } = await auditServer('--json', '--no-grow', '--order', 'calls', '--top', '1');
    const { statements } = JSON.parse(stdout) as AuditResult;
    expect([...new Set(statements.map(({ sql }) => sql))]).toEqual([
      'select * from orders where state = $1 order by id limit $2',
    ]);
    expect((await auditServer('--order', 'size')).stderr).toContain("--order does not take 'size'");
  }, 120_000);
});
