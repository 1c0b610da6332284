import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runAudit } from '../../src/audit/run-audit';
import { type AuditSession, openSession } from '../../src/audit/session';
import type { AuditInput, AuditResult } from '../../src/audit/types';
import { startEmbedded } from '../../src/postgres/embedded/start';
import { plancliff, type Ended } from '../helpers/cli/project';
import { cuttingProxy } from '../helpers/cutting-proxy';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-cut-'));
  server = await sharedTestServer();
  database = await server.open(`
    create table orders (id int primary key, state text not null);
    insert into orders select i, 's' || i % 5 from generate_series(1, 2000) i;
    create index on orders (state);
    analyze`);
}, 60_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const statements = Array.from(
  { length: 6 },
  (_, k) => `select ${k}, * from orders where id = ${k}`,
);

async function audit(
  cut: { readonly text: string; readonly nth: number },
  args: readonly string[] = [],
): Promise<Ended & { readonly hasCut: boolean }> {
  const proxy = await cuttingProxy(dirname(server.dataDirectory ?? ''), cut);
  try {
    const url = `postgres://postgres@127.0.0.1:${proxy.port}/${database.name}`;
    const ended = await plancliff(folder, ['audit', '--database-url', url, ...args, '-'], {
      stdin: statements.join(';\n'),
    });
    return { ...ended, hasCut: proxy.hasCut() };
  } finally {
    await proxy.close();
  }
}

test.each([
  ['the handshake', 'user'],
  ['the begin of the transaction', 'begin transaction'],
  ['its settings', 'statement_timeout'],
  ['the first read of the catalogs', 'server_version'],
  ['the first plan', 'explain'],
])('a connection that is cut in %s ends in one line', async (_, text) => {
  const { hasCut, stdout, stderr, code } = await audit({ text, nth: 1 }, ['--no-grow']);
  expect(hasCut).toBe(true);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^Error: .*\nReason: .*/m);
  expect(stderr).not.toContain('    at ');
});

test('a connection that is cut later leaves the plans before', async () => {
  const text = 'select 4, * from orders';
  const { hasCut, stdout, code } = await audit({ text, nth: 1 }, ['--json', '--no-grow']);
  expect(hasCut).toBe(true);
  const result = JSON.parse(stdout) as AuditResult;
  expect(result.statements.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  expect(result.stopped).toMatch(/^4 of 6 statements were planned: .*(lost|terminated)/);
  expect(code).toBe(2);
});

test('a connection that is cut after the last plan leaves all plans', async () => {
  const { hasCut, stdout, code } = await audit({ text: 'below (root, oid)', nth: 1 }, ['--json']);
  expect(hasCut).toBe(true);
  const result = JSON.parse(stdout) as AuditResult;
  expect(result.statements).toHaveLength(6);
  expect(result.stopped).toMatch(/^6 of 6 statements were planned, .*(lost|terminated)/);
  expect(code).toBe(2);
});

test('a server that shuts down leaves the plans before', async () => {
  const own = await startEmbedded({ env: process.env });
  const { name } = await own.createDatabase('ends');
  const socket = dirname(own.dataDirectory ?? '');
  const pid = Number(
    readFileSync(join(own.dataDirectory ?? '', 'postmaster.pid'), 'utf8').split('\n')[0],
  );
  const proxy = await cuttingProxy(socket, {
    text: 'select 4, ',
    nth: 1,
    // As `pg_ctl stop --mode fast` does.
    stop: () => void process.kill(pid, 'SIGINT'),
  });
  try {
    const url = `postgres://postgres@127.0.0.1:${proxy.port}/${name}`;
    const { stdout, stderr, code } = await plancliff(
      folder,
      ['audit', '--database-url', url, '-'],
      {
        stdin: Array.from({ length: 6 }, (_, k) => `select ${k}, relname from pg_class`).join(
          ';\n',
        ),
      },
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 2 });
    expect(stdout).toContain('4 statements planned, none run');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Not complete: 4 of 6 statements were planned: the connection to PostgreSQL was lost: terminating connection due to administrator command.',
    );
  } finally {
    await proxy.close();
    await own.close();
  }
});

test('a server that restarts after a crash leaves the plans before, and is audited again', async () => {
  const own = await startEmbedded({ env: process.env, settings: { restart_after_crash: 'on' } });
  const { name, ...opened } = await own.createDatabase('restarts');
  const bystander = await opened.connect();
  const { rows } = await bystander.query<{ pid: number }>('select pg_backend_pid() as pid');
  const proxy = await cuttingProxy(dirname(own.dataDirectory ?? ''), {
    text: 'select 4, ',
    nth: 1,
    // The postmaster then ends all sessions, telling them why in a mere warning, and recovers.
    stop: () => void process.kill(rows[0]?.pid ?? 0, 'SIGKILL'),
  });
  const stdin = Array.from({ length: 6 }, (_, k) => `select ${k}, relname from pg_class`).join(';');
  const url = `postgres://postgres@127.0.0.1:${proxy.port}/${name}`;
  const again = (): Promise<Ended> =>
    plancliff(folder, ['audit', '--database-url', url, '--json', '--no-grow', '-'], { stdin });
  try {
    const first = await again();
    expect({ stderr: first.stderr, code: first.code }).toEqual({ stderr: '', code: 2 });
    const { statements, stopped } = JSON.parse(first.stdout) as AuditResult;
    expect(statements).toHaveLength(4);
    expect(stopped).toMatch(/^4 of 6 statements were planned: .* was lost: Connection terminated/);
    let second = await again();
    for (let tries = 50; second.stderr.includes('is starting or stopping') && tries > 0; tries -= 1)
      second = await again();
    expect({ stderr: second.stderr, code: second.code }).toEqual({ stderr: '', code: 0 });
    expect((JSON.parse(second.stdout) as AuditResult).statements).toHaveLength(6);
  } finally {
    await bystander.end();
    await proxy.close();
    await own.close();
  }
}, 60_000);

test('a read that takes too long costs its own statement, and after the last plan none', async () => {
  const session = await openSession(database.connection, {
    statementTimeout: 5000,
    lockTimeout: 1000,
  });
  const late = () =>
    session.read(async (reader) => {
      await reader.query("select pg_catalog.set_config('statement_timeout', '20', true)");
      await reader.query('select pg_catalog.pg_sleep(5)');
      throw new Error('it did not end');
    });
  const run = (inputs: readonly AuditInput[], of: Partial<AuditSession>) =>
    runAudit({
      session: { ...session, ...of },
      inputs,
      trustFunctions: true,
      rules: {},
      onStatement: () => undefined,
      signal: new AbortController().signal,
    });
  const inputs = statements.map((sql, k): AuditInput => ({
    kind: 'sql',
    origin: { source: 'q.sql', line: k + 1, query: `q${k}`, case: 'default' },
    sql,
  }));
  try {
    const second = await run(inputs, {
      plan: (request, settings) =>
        JSON.stringify(request).includes('select 1, ') ? late() : session.plan(request, settings),
    });
    expect(second.problems).toHaveLength(1);
    expect(second.problems[0]).toMatchObject({
      line: 2,
      by: 'server',
      reason: expect.stringContaining('statement timeout') as string,
    });
    expect(second.statements).toHaveLength(5);
    expect(second.stopped).toBeUndefined();
    const last = await run(inputs, { read: late });
    expect(last.statements).toHaveLength(6);
    expect(last.stopped).toBe(
      '6 of 6 statements were planned, and the row counts of their tables are not known: canceling statement due to statement timeout',
    );
    // The session goes on: what growth does can still be found out.
    expect({ before: second.hasEnded, after: last.hasEnded }).toEqual({
      before: false,
      after: false,
    });
  } finally {
    await session.end();
  }
});

test('a connection that is cut while the catalogs are read for the twin leaves the plans of today', async () => {
  const { hasCut, stdout, code } = await audit({ text: 'most_common_vals', nth: 1 }, ['--json']);
  expect(hasCut).toBe(true);
  const result = JSON.parse(stdout) as AuditResult;
  expect(result.statements).toHaveLength(6);
  expect(result.growthFailed).toMatch(/connection to PostgreSQL was lost/);
  expect(code).toBe(2);
});

test('a statement of a megabyte is planned, and shown in one line', async () => {
  const states = Array.from({ length: 5_000 }, (_, k) => `'${String(k).padStart(200, 'x')}'`);
  const sql = `select * from orders where state in (${states.join(', ')})`;
  expect(sql.length).toBeGreaterThan(1_000_000);
  const url = `postgres://postgres@localhost/${database.name}?host=${dirname(server.dataDirectory ?? '')}`;
  const { stdout, stderr, code } = await plancliff(
    folder,
    ['audit', '--database-url', url, '--no-grow', '-'],
    { stdin: `${sql}; select * from orders where id = 7` },
  );
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toContain('2 statements planned');
  expect(stdout.length).toBeLessThan(5_000);
});
