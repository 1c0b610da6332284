import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import type { EarlierCounts } from '../../src/pull/types';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-audit-twin-'));
  server = await startTestServer();
  database = await server.open(`
    create table orders (id int primary key, state text not null, total int not null);
    insert into orders select i, case when i % 100 = 0 then 'new' else 'sent' end, i % 5000 from generate_series(1, 50000) i;
    create index orders_state_idx on orders (state);
    create table logs (id bigint primary key, line text not null);
    insert into logs select i, 'line ' || i from generate_series(1, 30000) i`);
  await database.connection.query('vacuum analyze');
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  url = `postgres://postgres@${host}/${database.name}`;
  await plancliff('pull', '--database-url', url, 'twin');
  writeFileSync(
    join(folder, 'q.sql'),
    `-- plancliff: lately
     select * from orders where id > 49900;
     -- plancliff: early
     select * from orders where id < 100;
     -- plancliff: new ones
     select * from orders where state = 'new';
     -- plancliff: logs
     select count(*) from logs;`,
  );
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function plancliff(...args: string[]) {
  const process = fakeProcess({ cwd: folder, args });
  await run(process);
  return { ...process.output, code: process.exitCode };
}

async function grown(...args: string[]): Promise<NonNullable<AuditResult['growth']>> {
  const { stdout, stderr } = await plancliff('audit', 'twin', 'q.sql', '--json', ...args);
  expect(stderr).toBe('');
  const { growth } = JSON.parse(stdout) as AuditResult;
  if (growth === undefined) throw new Error(stdout);
  return growth;
}

const named = (growth: NonNullable<AuditResult['growth']>, query: string) =>
  growth.statements.find((each) => each.query === query);

test('a value near the end of a key moves with it, and one at its beginning stays', async () => {
  const growth = await grown('--grow', '100');
  expect(growth.moved.map(({ query, columns }) => [query, columns])).toEqual([
    ['lately', ['public.orders.id']],
  ]);
  const lately = named(growth, 'lately');
  // A ten-thousandth of the rows is the least that the planner believes of a range (scalarineqsel, selfuncs.c).
  expect(lately?.rows.atEnd).toBeLessThanOrEqual(500);
  expect(named(growth, 'early')?.rows.atEnd).toBeLessThanOrEqual(500);
}, 300_000);

test('growth.json decides on tables and states, and gives --time its rates', async () => {
  expect((await plancliff('audit', 'twin', 'q.sql', '--time', '24')).stderr).toContain(
    'no rate is known at which the tables grow',
  );
  const file = join(folder, 'twin', 'growth.json');
  writeFileSync(file, '{ "orders": 50000, "logs": "stays", "orders.state.new": "backlog" }');
  const growth = await grown('--time', '9');
  expect(growth.months).toBe(9);
  expect(growth.to).toBeCloseTo(10);
  expect(growth.backlogs).toEqual(['orders.state: new (growth.json)']);
  // As many rows as today are new, of ten times the orders.
  const fresh = named(growth, 'new ones');
  expect(fresh?.rows.atEnd).toBeLessThan((fresh?.rows.today ?? 0) * 1.2);
  const logs = named(growth, 'logs');
  expect(logs?.cost.atEnd).toBe(logs?.cost.today);
  writeFileSync(file, '{ "order": "stays" }');
  expect((await plancliff('audit', 'twin', 'q.sql')).stderr).toContain('Did you mean orders?');
  writeFileSync(file, '{}');
}, 300_000);

test('a second pull keeps what the first one counted', async () => {
  await plancliff('pull', '--database-url', url, 'twin');
  const earlier = JSON.parse(
    readFileSync(join(folder, 'twin', 'earlier.json'), 'utf8'),
  ) as EarlierCounts;
  expect(earlier.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['logs', 30_000],
    ['orders', 50_000],
  ]);
  const growth = await grown('--grow', '2');
  expect(growth.statements).toHaveLength(4);
}, 300_000);

test('--query chooses among the statements of a CSV file too', async () => {
  writeFileSync(
    join(folder, 'counted.csv'),
    'query,calls,total_exec_time\nselect count(*) from logs,5,50\nselect * from orders where id = $1,9,3\n',
  );
  const { stdout } = await plancliff('audit', 'twin', 'counted.csv', '--json', '--grow', '2', '--query', '*logs*'); // prettier-ignore
  const { growth } = JSON.parse(stdout) as AuditResult;
  expect(growth?.statements.map(({ query }) => query)).toEqual([
    expect.stringMatching(/^select (public\.)?logs /),
  ]);
}, 300_000);
