import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditResult } from '../../src/audit/types';
import { connectUrl } from '../../src/postgres/connect-url';
import { serverUser } from '../../src/postgres/embedded/server-user';
import { plancliff, type Ended } from '../helpers/cli/project';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

const runs = spawnSync('pgbouncer', ['--version']).status === 0;
if (!runs) console.warn('Skipped: audits through PgBouncer, which is not installed here');
const whereFound = runs ? test : test.skip;

let server: TestServer;
let database: TestDatabase;
let folder: string;
let pooler: ChildProcess;

beforeAll(async () => {
  if (!runs) return;
  server = await sharedTestServer();
  database = await server.open(`
    create table orders (id int primary key, customer_id int not null, state text not null);
    insert into orders select i, i % 500, case when i % 100 = 0 then 'new' else 'sent' end from generate_series(1, 10000) i;
    create index on orders (customer_id);
    analyze orders;
    create table visits (id int not null, day date not null) partition by range (day);
    create table visits_1 partition of visits for values from ('2026-01-01') to ('2026-07-01');
    create table visits_2 partition of visits for values from ('2026-07-01') to ('2027-01-01')`);
  // Not in TMPDIR: the path of a socket has at most 107 bytes.
  folder = mkdtempSync('/tmp/plc-bouncer-');
  // The program runs as nobody where this process is root.
  chmodSync(folder, 0o777);
  const pool = `host=${dirname(server.dataDirectory ?? '')} port=5432 dbname=${database.name} user=postgres pool_size=1`;
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
by_transaction = ${pool} pool_mode=transaction
by_statement = ${pool} pool_mode=statement
[pgbouncer]
listen_port = 6432
unix_socket_dir = ${folder}
auth_type = any
`,
  );
  const as = serverUser();
  pooler = spawn('pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...(as === undefined ? {} : { uid: as.uid, gid: as.gid }),
  });
  const socket = join(folder, '.s.PGSQL.6432');
  for (let tries = 200; !existsSync(socket) && tries > 0; tries -= 1) await sleep(20);
}, 60_000);
afterAll(async () => {
  if (!runs) return;
  pooler.kill('SIGTERM');
  if (pooler.exitCode === null) await once(pooler, 'exit');
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const url = (pool: string, more = ''): string =>
  `postgres://postgres@localhost/${pool}?host=${folder}&port=6432${more}`;

const stdin = `
  select * from orders where customer_id = $1;
  select count(*) from orders where state = 'new';
  select * from visits where day = $1;
  select * from nothing`;

const audit = (pool: string, more?: string): Promise<Ended> =>
  plancliff(folder, ['audit', '--database-url', url(pool, more), '--no-grow', '--json', '-'], {
    stdin,
  });

/** What a client of the pool would find changed in the one session that all share. */
async function leftInSession(): Promise<unknown> {
  const connection = await connectUrl(url('by_transaction'), {});
  try {
    const { rows } = await connection.query(`
      select pg_backend_pid() as session,
        (select count(*)::int from pg_prepared_statements) as prepared,
        (select string_agg(name || '=' || setting, ', ' order by name) from pg_settings
          where source = 'session' and name <> 'application_name') as settings`);
    return rows[0];
  } finally {
    await connection.end();
  }
}

whereFound('three audits at once share the session of a pool in transaction mode', async () => {
  const before = await leftInSession();
  const ended = await Promise.all([1, 2, 3].map(() => audit('by_transaction')));
  for (const { stdout, stderr, code } of ended) {
    expect({ stderr, code }).toEqual({ stderr: '', code: 2 });
    const { statements, problems, stopped } = JSON.parse(stdout) as AuditResult;
    expect(stopped).toBeUndefined();
    expect(problems.map(({ reason }) => reason)).toEqual([
      'relation "nothing" does not exist at character 15',
    ]);
    expect(statements).toHaveLength(3);
    expect(statements.map(({ plan }) => plan)).toEqual(
      expect.arrayContaining(['generic', 'custom']),
    );
  }
  // The same session, or the test would show nothing.
  expect(await leftInSession()).toEqual(before);
});

whereFound('a pool in statement mode is named', async () => {
  const { stdout, stderr, code } = await audit('by_statement');
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^Error: .*\nReason: transaction blocks not allowed in statement/);
  expect(stderr).toContain('a pool in transaction or session mode');
});

whereFound('settings in the URL, which PgBouncer does not take, are named', async () => {
  const { stderr, code } = await audit('by_transaction', '&options=-c%20work_mem%3D8MB');
  expect(code).toBe(2);
  expect(stderr).toContain('is a PgBouncer that takes no options');
});
