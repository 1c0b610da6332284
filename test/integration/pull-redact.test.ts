import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/run';
import { readPulled } from '../../src/pull/folder/read';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

const ddl = `
  create type mood as enum ('meh', 'joy', 'sad');
  create domain handle as text check (value ~ '^[a-z_0-9]+$');
  create table people (id bigint generated always as identity primary key, email text not null unique, handle handle not null,
    born date not null, salary numeric(10,2) not null, city text not null, code char(3), tags text[] not null, doc jsonb not null,
    token uuid not null, plan text not null check (plan in ('free', 'paid')), span tstzrange not null, at timestamptz not null, spot interval not null, mood mood not null);
  create index on people (lower(email));
  create index on people (city text_pattern_ops);
  create index on people (plan) where plan = 'paid';
  create index on people (at);
  create statistics people_mcv (mcv) on city, code from people;
  create statistics people_moods (mcv) on mood, city from people;
  create table visits (id bigint generated always as identity primary key, email text not null references people (email), at timestamptz not null);
  create index on visits (email);
  insert into people (email, handle, born, salary, city, code, tags, doc, token, plan, span, at, spot, mood)
    select 'person' || i || '@' || (array['example.org', 'acme.test', 'mail.invalid'])[1 + i % 3], 'nick_' || i, date '1950-01-01' + (i * 7919) % 20000,
      20000 + (i * 104729) % 900000 / 10.0, (array['Ulm', 'Bremerhaven', 'Oslo', 'Zürich', 'Берлин', '京都市'])[1 + (i * i) % 6],
      (array['DE', 'NO', 'CHX'])[1 + i % 3], array['tag' || i % 40, 'vip'], jsonb_build_object('nick', 'joker' || i % 90, 'age', i % 77),
      md5('t' || i)::uuid, case when i % 50 = 0 then 'paid' else 'free' end,
      tstzrange(timestamptz '2026-01-01 00:00:13.5+00' + i * interval '61 minutes', timestamptz '2026-01-02 07:00:00.25+00' + i * interval '61 minutes'),
      timestamptz '2026-01-01 11:22:33.444+00' + i * interval '17 minutes 3 seconds', i * interval '1 minute', (array['joy', 'meh', 'sad'])[1 + i % 3]::mood
    from generate_series(1, 20000) i;
  insert into visits (email, at) select email, at + interval '1 hour' from people, generate_series(1, 3);`;

/** As pg_stat_statements has them, and one with constants, as an older server keeps of a utility statement. */
const workload = [
  'select * from people where lower(email) = $1',
  'select count(*) from people where city like $1',
  "select count(*) from people where city like 'Brem%' /* asked by person5@acme.test */",
  'select * from people p join visits v on v.email = p.email where p.city = $1 and v.at > $2',
  "select * from people where plan = 'paid' and city = 'Ulm'",
  'select count(*) from people where tags @> $1',
  'select count(*) from people where doc @> \'{"nick": "joker7"}\' or handle = \'nick_77\'',
  "select * from people where at between '2026-03-01 04:05:06+00' and '2026-03-02' order by at limit $1",
  "create role bob password 'joker7'",
  "select * from people where city = 'Oslo' and code = 'NO'",
  "select * from people where mood = 'joy' and city = 'Ulm'",
  "select * from people where token = '0d55f4a6-6b1c-24a0-8a8b-cd31c0ee1b15'",
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-redact-'));
  server = await startTestServer();
  database = await server.open(ddl);
  const { connection } = database;
  await connection.query('vacuum analyze');
  // The module needs shared memory from the start of a server; its view is all that is read.
  await connection.query(`
    create schema monitoring;
    create table monitoring.pg_stat_statements (dbid oid, toplevel bool, queryid int8, query text, calls int8, total_exec_time float8);
    create extension pg_stat_statements;
    update pg_extension set extnamespace = 'monitoring'::regnamespace where extname = 'pg_stat_statements'`);
  for (const [k, sql] of workload.entries()) {
    await connection.query(
      'insert into monitoring.pg_stat_statements select oid, true, $1::int8, $2, 10, 100 - $1::int8 from pg_database where datname = current_database()',
      [k, sql],
    );
  }
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

test('pull --redact leaves no value of the tables in the folder, and says what that costs', async () => {
  const host = encodeURIComponent(dirname(server.dataDirectory ?? ''));
  const url = `postgres://postgres@${host}/${database.name}`;
  const pulling = async (to: string, ...flags: string[]) => {
    const process = fakeProcess({
      cwd: folder,
      args: ['pull', '--database-url', url, ...flags, to],
    });
    await run(process);
    return { ...process.output, code: process.exitCode };
  };
  const plain = await pulling('plain');
  expect(plain.code).toBe(0);
  expect(plain.stdout).toContain('--redact replaces the values');
  const { stdout, stderr, code } = await pulling('redacted', '--redact');
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const shown = stdout.replace(/\s+/g, ' ');
  expect(shown).toMatch(/With these values \d+ of \d+ plans of the workload are as on the server/);
  expect(shown).toContain('1 statement of pg_stat_statements is left out');
  expect(readFileSync(join(folder, 'plain', 'workload.jsonl'), 'utf8')).not.toContain('password');
  expect(shown).toContain('people.spot');
  expect(shown).toContain('None has another shape.');
  expect(shown).not.toContain('people_mcv');
  expect(shown).not.toContain('people_moods');
  const redacted = await readPulled(join(folder, 'redacted'));
  const moods = redacted.statistics.extended.find(({ name }) => name === 'people_moods');
  expect(moods?.mcv).toMatch(/^[0-9a-f]{40,}$/);
  const { statistics } = await readPulled(join(folder, 'plain'));
  const columns = statistics.relations.flatMap((relation) => relation.columns);
  const values = columns.flatMap((column) => [
    ...(column.most_common_vals ?? []),
    ...(column.histogram_bounds ?? []),
    ...(column.most_common_elems ?? []),
    ...(column.range_bounds_histogram ?? []),
  ]);
  const singles = values.flatMap((value) => value.match(/[^{}[\](),"]{4,}/g) ?? []);
  const telling = new Set(
    singles.filter(
      (value) => /\D/.test(value) && !/^(free|paid|true|false|nick|: \d+)$/.test(value),
    ),
  );
  expect(telling.size).toBeGreaterThan(800);
  const found = readdirSync(join(folder, 'redacted')).flatMap((file) => {
    const text = readFileSync(join(folder, 'redacted', file), 'utf8');
    // Extended statistics are in hexadecimal digits.
    const hex = (value: string): string => Buffer.from(value.trim()).toString('hex');
    return [...telling]
      .filter((value) => text.includes(value) || text.includes(hex(value)))
      .map((value) => `${file}: ${value}`);
  });
  expect(found).toEqual([]);
}, 300_000);
