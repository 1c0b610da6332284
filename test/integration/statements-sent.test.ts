import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/run';
import { parse } from '../../src/sql/parse';
import { referencedTables } from '../../src/sql/references';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

/** A server that writes down every statement, with its protocol and its application. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-sent-'));
  server = await startTestServer({
    settings: {
      shared_preload_libraries: 'pg_stat_statements',
      track_counts: 'on',
      log_statement: 'all',
      log_line_prefix: '%a|%b|',
      logging_collector: 'on',
      log_directory: 'log',
      log_filename: 'all.log',
      log_rotation_age: '0',
    },
  });
  database = await server.open(`
    create extension pg_stat_statements;
    create extension pageinspect;
    create table orders (id int primary key, state text not null, at timestamptz not null, tags text[] not null);
    insert into orders select i, case when i % 50 = 0 then 'new' else 'sent' end, now() - i * interval '1 minute', array['t' || i % 9]
      from generate_series(1, 20000) i;
    create index orders_state_idx on orders (state);
    create index on orders using gin (tags);
    create index on orders (lower(state));
    create view open_orders as select * from orders where state = 'new';
    create statistics s (mcv) on state, tags from orders;
    alter table orders enable row level security;
    create policy own on orders using (state <> 'gone')`);
  const { connection } = database;
  await connection.query('vacuum analyze');
  await connection.query('select pg_stat_statements_reset()');
  for (const state of ['new', 'sent']) {
    await connection.query('select * from orders where state = $1 order by id limit 5', [state]);
    await connection.query('select count(*) from open_orders where at > $1', ['2026-01-01']);
    await connection.query('update orders set at = now() where id = $1', [7]);
  }
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function plancliff(
  ...args: string[]
): Promise<{ readonly code: unknown; readonly out: string }> {
  // prettier-ignore
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const url = `postgres://postgres@${host}/${database.name}`;
  const [command = '', ...rest] = args;
  const process = fakeProcess({ cwd: folder, args: [command, '--database-url', url, ...rest] });
  await run(process);
  return { code: process.exitCode, out: process.output.stdout + process.output.stderr };
}

/** What plancliff sent, from its own sessions alone. */
function sent(): readonly string[] {
  const log = join(server.dataDirectory ?? '', 'log');
  const text = readdirSync(log).map((file) => readFileSync(join(log, file), 'utf8')).join('\n'); // prettier-ignore
  // A statement goes on in lines that start with a tab.
  return [...text.matchAll(/^plancliff (?:audit|pull)\|[^|]*\|LOG: {2}(?:statement|execute [^:]*): ((?:.*)(?:\n\t.*)*)/gm)] // prettier-ignore
    .map(([, sql = '']) => sql.replaceAll('\n\t', '\n'));
}

const allowed = new Set(['TransactionStmt', 'SelectStmt', 'ExplainStmt', 'PrepareStmt', 'DeallocateStmt', 'VariableShowStmt']); // prettier-ignore

test('only reads of catalogs, settings of the transaction and EXPLAIN without ANALYZE reach the server', async () => {
  for (const args of [
    ['audit', 'pg_stat_statements', '--grow', '10'],
    ['pull', 'plain'],
    ['pull', '--redact', 'redacted'],
  ]) {
    // prettier-ignore
    const { code, out } = await plancliff(...args);
    expect([args, code === 2 ? out : '']).toEqual([args, '']);
  }
  const statements = sent();
  expect(statements.length).toBeGreaterThan(100);
  expect(statements.filter((sql) => /^explain/i.test(sql)).length).toBeGreaterThan(10);
  for (const sql of statements) {
    const parsed = await parse(sql);
    if (!parsed.ok) throw new Error(`${parsed.message}: ${sql}`);
    expect([sql, parsed.statements.length]).toEqual([sql, 1]);
    for (const { type, tree } of parsed.statements) {
      if (!allowed.has(type)) throw new Error(`${type}: ${sql}`);
      if (type === 'ExplainStmt') {
        expect(JSON.stringify(tree['options'])).not.toContain('analyze');
        continue;
      }
      const other = referencedTables({ [type]: tree }).filter(
        (name) => !/^(pg_catalog\.)?(pg_\w+)$|\.pg_stat_statements$/.test(name),
      );
      expect([sql, other]).toEqual([sql, []]);
      // The one function that changes anything changes settings of this transaction.
      for (const [, isLocal] of sql.matchAll(/set_config\([^()]*(?:\([^()]*\)[^()]*)*,\s*(\w+)\)/g))
        expect([sql, isLocal]).toEqual([sql, 'true']);
    }
  }
  expect(statements.filter((sql) => /^begin/i.test(sql)).every((sql) => /read only/i.test(sql))).toBe(true); // prettier-ignore
}, 300_000);

test('no lock is stronger than ACCESS SHARE, and no prepared statement stays', async () => {
  const observer = await database.connect();
  const seen = new Set<string>();
  let done = false;
  const watching = (async () => {
    while (!done) {
      const { rows } = await observer.query<{ mode: string; relation: string }>(
        `select l.mode, coalesce(l.relation::regclass::text, l.locktype) as relation from pg_locks l join pg_stat_activity a using (pid)
         where a.application_name like 'plancliff %' and a.datname = current_database() and l.locktype = 'relation'`,
      );
      rows.forEach(({ mode, relation }) => seen.add(`${mode} ${/^(pg_|orders|open)/.test(relation) ? '' : relation}`.trim())); // prettier-ignore
    }
  })();
  try {
    await plancliff('audit', 'pg_stat_statements', '--no-grow');
    await plancliff('pull', 'watched');
  } finally {
    done = true;
    await watching;
    await observer.end();
  }
  expect([...seen].filter((lock) => !lock.startsWith('AccessShareLock'))).toEqual([]);
  expect(seen.size).toBeGreaterThan(0);
}, 300_000);

test('a table that somebody has locked is named, and the rest goes on', async () => {
  const other = await database.connect();
  try {
    await other.query('begin');
    await other.query('lock table orders in access exclusive mode');
    const { out, code } = await plancliff('pull', 'locked');
    expect([code, code === 0 ? '' : out]).toEqual([0, '']);
    expect(out.replace(/\s+/g, ' ')).toMatch(/Missing: .*orders/);
    const audited = await plancliff('audit', 'pg_stat_statements', '--no-grow', '--lock-timeout', '200ms'); // prettier-ignore
    expect(audited.code).toBe(2);
    expect(audited.out.replace(/\s+/g, ' ')).toContain('lock timeout');
  } finally {
    await other.query('rollback');
    await other.end();
  }
}, 300_000);

test('a role with nothing but CONNECT is told what it may not read', async () => {
  await database.connection.query('create role bare login');
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const process = fakeProcess({
    cwd: folder,
    args: ['pull', '--database-url', `postgres://bare@${host}/${database.name}`, 'bare'],
  });
  await run(process);
  const out = process.output.stdout.replace(/\s+/g, ' ');
  expect(process.exitCode).toBe(0);
  expect(out).toContain('Missing: statistics of orders');
  expect(out).toContain('statements of other users in pg_stat_statements are hidden');
}, 120_000);
