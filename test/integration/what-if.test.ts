import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditResult } from '../../src/audit/types';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;
let twin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-what-if-'));
  server = await startTestServer();
  database = await server.open(`
    create table customers (id int primary key, country text not null);
    create table orders (id int primary key, customer_id int not null references customers, state text not null, total int not null);
    insert into customers select i, 'c' || i % 40 from generate_series(1, 10000) i;
    insert into orders select i, 1 + (i::bigint * 7919) % 10000, case when i % 100 = 0 then 'new' else 'sent' end, i % 5000 from generate_series(1, 100000) i;
    create index orders_state_idx on orders (state)`);
  await database.connection.query('vacuum analyze');
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  twin = join(folder, 'twin');
  await plancliff('pull', '--database-url', `postgres://postgres@${host}/${database.name}`, twin);
  writeFileSync(
    join(folder, 'q.sql'),
    `-- plancliff: of a customer
     select * from orders where customer_id = 42;
     -- plancliff: new ones
     select * from orders where state = 'new' order by total limit 10;
     -- plancliff: all
     select sum(total) from orders;`,
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

async function whatIf(...args: string[]): Promise<NonNullable<AuditResult['whatIf']>> {
  const { stdout, stderr } = await plancliff('audit', twin, 'q.sql', '--grow', '100', '--json', ...args); // prettier-ignore
  expect(stderr).toBe('');
  const { whatIf: result } = JSON.parse(stdout) as AuditResult;
  if (result === undefined) throw new Error(stdout);
  return result;
}

test('an index that does not exist is planned with as if it had been built', async () => {
  const { statements, notes } = await whatIf(
    '--with',
    'create index orders_customer_idx on orders (customer_id)',
  );
  expect(notes).toEqual([]);
  const costs = new Map(statements.map(({ query, costs: each }) => [query, each]));
  for (const { before, after } of costs.get('of a customer') ?? []) {
    expect(after).toBeLessThan(before / 10);
  }
  for (const { before, after } of costs.get('all') ?? []) expect(after).toBe(before);
  // Really built, the plan costs the same.
  await database.connection.query('create index orders_customer_idx on orders (customer_id)');
  const { rows } = await database.connection.query<{
    'QUERY PLAN': readonly [{ Plan: { 'Total Cost': number } }];
  }>('explain (format json) select * from orders where customer_id = 42');
  await database.connection.query('drop index orders_customer_idx');
  const real = rows[0]?.['QUERY PLAN'][0].Plan['Total Cost'] ?? 0;
  expect(Math.abs((costs.get('of a customer')?.[0]?.after ?? 0) / real - 1)).toBeLessThan(0.02);
}, 300_000);

test('without an index, and under another setting', async () => {
  const without = await whatIf('--without', 'orders_state_idx');
  const [first] = without.statements.find(({ query }) => query === 'new ones')?.costs ?? [];
  expect(first?.after).toBeGreaterThan((first?.before ?? 0) * 1.5);
  const set = await whatIf('--set', 'seq_page_cost=4');
  expect(set.changes).toEqual(['seq_page_cost = 4']);
  const all = set.statements.find(({ query }) => query === 'all')?.costs ?? [];
  expect(all.every(({ before, after }) => after > before)).toBe(true);
}, 300_000);

test('a migration is planned after, and its locks are listed', async () => {
  mkdirSync(join(folder, 'db'));
  writeFileSync(
    join(folder, 'db/0042.sql'),
    `begin;
     create index concurrently on orders (customer_id);
     alter table orders add column note text default 'x';
     alter table customers alter id type bigint;
     create statistics s on state, total from orders;
     update orders set note = 'y';
     commit;`,
  );
  const { stdout, stderr } = await plancliff('audit', twin, 'q.sql', '--grow', '10', '--migration', 'db/0042.sql'); // prettier-ignore
  expect(stderr).toBe('');
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain('orders: SHARE UPDATE EXCLUSIVE, reads and writes go on; reads every row to build an index (100k rows,'); // prettier-ignore
  expect(text).toContain('customers: ACCESS EXCLUSIVE, nobody reads or writes meanwhile; makes every row and index anew'); // prettier-ignore
  expect(text).toContain('what it would find depends on the rows');
  expect(text).toContain('+ q.sql: of a customer');
}, 300_000);

test('what no twin can show is refused', async () => {
  const refused = async (...args: string[]) => (await plancliff('audit', twin, ...args)).stderr;
  expect(await refused('--with', 'select 1')).toContain('it is no DDL');
  expect(await refused('--without', 'a;b')).toContain('--without does not take');
  expect(await refused('--set', 'work_mem')).toContain('--set does not take');
  expect(await refused('q.sql', '--pg', '99')).toContain('no PostgreSQL 99 was found');
  expect(await refused('--without', 'orders_state_idx', '--no-grow')).toContain('--no-grow leaves nothing'); // prettier-ignore
  expect(await refused('q.sql', '--without', 'nothing_of_that_name')).toContain('does not exist');
}, 300_000);

test('a migration means the tables that the search path of the role finds first', async () => {
  const other = join(folder, 'two-schemas');
  cpSync(twin, other, { recursive: true });
  appendFileSync(
    join(other, 'schema.sql'),
    '\ncreate schema app;\ncreate table app.orders (own int);\n',
  );
  const settings = join(other, 'settings.json');
  const known = JSON.parse(readFileSync(settings, 'utf8')) as object;
  writeFileSync(settings, JSON.stringify({ ...known, search_path: 'app, public' }));
  writeFileSync(
    join(folder, 'own.sql'),
    'create index on orders (own); create index on public.orders (total);',
  );
  writeFileSync(join(folder, 'p.sql'), 'select * from public.orders where total = 7;');
  const args = ['audit', other, 'p.sql', '--grow', '10', '--json', '--migration', 'own.sql'];
  const { stdout, stderr } = await plancliff(...args);
  expect(stderr).toBe('');
  const { whatIf: result } = JSON.parse(stdout) as AuditResult;
  expect(result?.locks.map(({ locks }) => locks.map(({ table, rows }) => [table, rows]))).toEqual([
    [['orders', undefined]],
    [['public.orders', 100_000]],
  ]);
  expect(result?.statements[0]?.costs[0]?.after).toBeLessThan(
    result?.statements[0]?.costs[0]?.before ?? 0,
  );
}, 300_000);
