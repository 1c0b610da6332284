import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlancliffError } from '../../src/errors';
import { connectUrl } from '../../src/postgres/connect-url';
import { connectRemote } from '../../src/postgres/remote';
import { scratchComment } from '../../src/postgres/scratch';
import type { Connection } from '../../src/postgres/types';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

// Needs encoding in a URL, and every kind of quoting elsewhere.
const password = `p@ss/w:rd?#%'"\\`;
let server: TestServer;
let admin: TestDatabase;
let query: Connection['query'];

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.open();
  query = (text, values) => admin.connection.query(text, values);
  await query(`create role maker login createdb password '${password.replace("'", "''")}'`);
  await query(`create role reader login password 'other'`);
  await query('create role stranger login createdb');
  await askPasswords();
  await query('select pg_reload_conf()');
  // The postmaster reads the file a moment after it was told to.
  for (let tries = 0; tries < 100 && !(await asksPassword()); tries += 1);
});
afterAll(async () => {
  await admin.end();
  await server.close();
});

async function askPasswords(): Promise<void> {
  const file = join(server.dataDirectory ?? '', 'pg_hba.conf');
  writeFileSync(
    file,
    `local all maker,reader scram-sha-256\nlocal all barred reject\n${readFileSync(file, 'utf8')}`,
  );
  if (server.owner) chownSync(file, server.owner.uid, server.owner.gid);
  await Promise.resolve();
}

async function asksPassword(): Promise<boolean> {
  try {
    await (await connectUrl(url('maker', 'wrong'), {})).end();
    return false;
  } catch {
    return true;
  }
}

function url(user: string, secret?: string, database = 'postgres'): string {
  const auth = secret === undefined ? user : `${user}:${encodeURIComponent(secret)}`;
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  return `postgres://${auth}@${host}/${database}`;
}

async function failure(attempt: Promise<unknown>): Promise<PlancliffError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlancliffError);
  const { message, reason, hint, stack, cause } = error as PlancliffError;
  const everything = [message, reason, hint, stack, JSON.stringify(cause)].join('\n');
  for (const secret of [password, encodeURIComponent(password)])
    expect(everything).not.toContain(secret);
  return error as PlancliffError;
}

async function databases(): Promise<string[]> {
  const { rows } = await query<{ datname: string }>(
    `select datname from pg_database where datname like 'plancliff\\_scratch%' order by 1`,
  );
  return rows.map(({ datname }) => datname);
}

const open = (allowWrite = true, warnings: string[] = []) =>
  connectRemote({
    url: url('maker', password),
    allowWrite,
    env: {},
    onWarning: (line) => warnings.push(line),
  });

test('nothing is done without leave to write', async () => {
  const error = await failure(open(false));
  expect(error.code).toBe('refused');
  expect(error.message).toMatch(/^nothing was done at maker@\/.*: that needs --allow-write$/);
});

test('scratch databases are made, marked, used and dropped', async () => {
  const remote = await open();
  expect(remote).toMatchObject({ kind: 'remote', major: server.major, version: server.version });
  const first = await remote.createDatabase('Web shop!');
  const second = await remote.createDatabase('x');
  expect(first.name).toMatch(/^plancliff_scratch_[0-9a-f]{8}_1_web_shop_$/);
  const connection = await first.connect();
  const { rows } = await connection.query(
    `select current_database() as name, shobj_description(oid, 'pg_database') as comment
     from pg_database where datname = current_database()`,
  );
  expect(rows).toEqual([{ name: first.name, comment: scratchComment }]);
  await second.drop();
  expect(await databases()).toEqual([first.name]);
  // With a session still in it.
  await remote.close();
  await remote.close();
  expect(await databases()).toEqual([]);
  await connection.end();
});

test("what a killed run left is dropped, a live run's is left alone, the rest is reported", async () => {
  const live = await open();
  const used = await live.createDatabase('live');
  const mark = (name: string) => query(`comment on database ${name} is '${scratchComment}'`);
  await query('create database plancliff_scratch_00000001_1_dead owner maker');
  await mark('plancliff_scratch_00000001_1_dead');
  await query('create database plancliff_scratch_00000002_1_unmarked owner maker');
  await query('create database plancliff_scratch_00000003_1_foreign');
  await mark('plancliff_scratch_00000003_1_foreign');
  await query('create database plancliff_scratch_notes owner maker');
  const warnings: string[] = [];
  const next = await open(true, warnings);
  expect(warnings).toEqual([
    'Dropped plancliff_scratch_00000001_1_dead, which a killed run had left behind',
    expect.stringMatching(
      /^plancliff_scratch_00000002_1_unmarked looks like .*; if so: drop database/,
    ),
    expect.stringMatching(/^plancliff_scratch_00000003_1_foreign looks like/),
    expect.stringMatching(/^plancliff_scratch_notes looks like/),
  ]);
  expect(await databases()).toContain(used.name);
  await next.close();
  await live.close();
  for (const name of await databases()) await query(`drop database ${name}`);
});

test.each<[string, () => string, string, RegExp]>([
  ['a wrong password', () => url('maker', `${password}x`), 'connection', /^wrong password or user/],
  [
    'no password',
    () => url('maker'),
    'connection',
    /requires a password for maker, and none was given$/,
  ],
  ['an unknown role', () => url('nobody_here'), 'connection', /nobody_here/],
  ['a role that is shut out', () => url('barred'), 'connection', /does not let barred in$/],
  [
    'an unknown database',
    () => url('maker', password, 'nope'),
    'connection',
    /^database nope does not exist/,
  ],
  [
    'a port without a server',
    () => 'postgres://u:secret@127.0.0.1:1/d',
    'connection',
    /^no PostgreSQL server answers at 127\.0\.0\.1:1$/,
  ],
  [
    'a host that is none',
    () => 'postgres://u:secret@host.invalid/d',
    'connection',
    /^host host\.invalid was not found$/,
  ],
  [
    'no URL',
    () => 'postgres://u:secret#@h',
    'usage',
    /^not a connection URL: postgres:\/\/u:\*\*\*@h$/,
  ],
])('%s gives one clear line', async (_, target, code, message) => {
  const error = await failure(connectUrl(target(), {}));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain('\n');
  expect([error.reason, error.hint].join()).not.toContain('secret');
});

test('a role that may not create databases is told so', async () => {
  const remote = await connectRemote({ url: url('reader', 'other'), allowWrite: true, env: {} });
  const error = await failure(remote.createDatabase('x'));
  expect(error.message).toMatch(/^reader may not create a scratch database at reader@/);
  expect(error.hint).toContain('alter role reader createdb');
  await remote.close();
});

test('the password may come from PGPASSWORD', async () => {
  const connection = await connectUrl(url('maker'), { PGPASSWORD: password });
  await connection.end();
});
