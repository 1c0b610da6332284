import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSession } from '../../src/audit/session';
import { openTwin } from '../../src/engine/twin/twin';
import { readPulled } from '../../src/pull/folder/read';
import { pull } from '../../src/pull/read/pull';
import { connect } from '../../src/postgres/connection';
import { run } from '../../src/run';
import { fakeProcess } from '../helpers/cli/fake-process';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let folder: string;

/** Something of every kind that a schema may have and a plan may depend on. */
const ddl = `
  create schema "Odd name";
  create extension pg_trgm;
  create extension pageinspect;
  create extension pg_stat_statements;
  create type mood as enum ('sad', 'ok', 'happy');
  create type pair as (a int, b text);
  create type span as range (subtype = float8);
  create domain points as int check (value >= 0);
  create domain code as text not null check (value <> '');
  create sequence counter;
  create function doubled(x int) returns int language sql immutable as 'select x * 2';
  create table keepers (id bigint generated always as identity primary key, name text not null);
  create table "Odd name"."Tables, with ""quotes""" (
    "select" bigint primary key default nextval('counter'), mood mood not null, score points, code code,
    keeper bigint references keepers, pair pair, span span,
    twice int generated always as (coalesce(score, 0) * 2) stored,
    label text collate "C", tags text[] not null, doc jsonb, dropped int, at timestamptz not null,
    check (at > '2000-01-01'), check (score < 1000 or mood <> 'sad'), exclude using gist (span with &&) where (span is not null));
  alter table "Odd name"."Tables, with ""quotes""" drop column dropped;
  create index on "Odd name"."Tables, with ""quotes""" (lower(label));
  create index odd_doubled on "Odd name"."Tables, with ""quotes""" (doubled(score));
  create index on "Odd name"."Tables, with ""quotes""" using gin (tags);
  create index on "Odd name"."Tables, with ""quotes""" using gin (label gin_trgm_ops);
  create index on "Odd name"."Tables, with ""quotes""" using brin (at);
  create index on "Odd name"."Tables, with ""quotes""" using hash (label);
  create index odd_sad on "Odd name"."Tables, with ""quotes""" (at desc nulls last, keeper) include (score) where mood = 'sad';
  create statistics "Odd name".odd (ndistinct, dependencies, mcv) on score, at, (lower(label)) from "Odd name"."Tables, with ""quotes""";
  create statistics moods (mcv) on mood, keeper from "Odd name"."Tables, with ""quotes""";
  insert into keepers (name) select 'k' || i from generate_series(1, 500) as i;
  insert into "Odd name"."Tables, with ""quotes""" (mood, score, code, keeper, label, tags, doc, at)
    select (array['sad', 'ok', 'happy'])[1 + i % 3]::mood, i % 50, 'c' || i, 1 + i % 500, 'Label ' || i % 300, array['t' || i % 9, 'u'],
      jsonb_build_object('n', i), timestamptz '2026-01-01' + i % 50 * interval '1 day' from generate_series(1, 12000) as i;
  create table events (id bigint not null, at date not null, kind text not null) partition by range (at);
  create table events_old partition of events for values from ('2025-01-01') to ('2026-01-01') partition by list (kind);
  create table events_old_a partition of events_old for values in ('a');
  create table events_old_rest partition of events_old default;
  create table events_new partition of events for values from ('2026-01-01') to ('2027-01-01');
  alter table events add primary key (id, at, kind);
  create index events_kind on events (kind);
  insert into events select i, date '2025-06-01' + i % 400, (array['a', 'b', 'c'])[1 + i % 3] from generate_series(1, 9000) as i;
  create table parents (id int primary key, x int);
  create table children (y int) inherits (parents);
  create index on children (x);
  insert into parents select i, i % 7 from generate_series(1, 1000) as i;
  insert into children select i, i % 9, i from generate_series(2001, 6000) as i;
  create function keeper_names(k keepers) returns text language sql stable as 'select $1.name';
  create view named as select k.*, keeper_names(k) from keepers k;
  create view named_again with (security_barrier) as select * from named where id > 10;
  create materialized view counts as select kind, count(*) as n from events group by kind;
  create unique index on counts (kind);
  create table ruled (id int primary key, owner text not null, secret text not null);
  create index on ruled (owner);
  insert into ruled select i, 'o' || i % 100, 'do not show ' || i from generate_series(1, 20000) as i;
  create role app login;
  alter table ruled enable row level security;
  create policy own on ruled for select to app using (owner = current_setting('app.owner', true));
  grant usage on schema "Odd name" to app;
  grant select on all tables in schema public to app;
  grant pg_read_all_data to app;
  alter role app set random_page_cost = 1.3;
  create role nobody login`;

const statements = [
  `select * from "Odd name"."Tables, with ""quotes""" where "select" = 77`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where score = 7 and at = '2026-01-08'`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where score = 7 and lower(label) = 'label 7'`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where mood = 'sad' and keeper = 9`,
  `select at from "Odd name"."Tables, with ""quotes""" where mood = 'sad' order by at desc nulls last limit 3`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where mood = 'happy' and score > 40`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where tags @> array['t3']`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where label like '%bel 12%'`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where label = 'Label 5'`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where at between '2026-01-03' and '2026-01-04'`,
  `select t.score, k.name from "Odd name"."Tables, with ""quotes""" t join keepers k on k.id = t.keeper where k.name = 'k9'`,
  `select count(*) from "Odd name"."Tables, with ""quotes""" where doubled(score) = 14`,
  `select score, lower(label), count(*) from "Odd name"."Tables, with ""quotes""" group by 1, 2`,
  `select * from events where id = 5`,
  `select count(*) from events where kind = 'b' and at >= '2026-02-01'`,
  `select kind, count(*) from events group by kind`,
  `select * from parents where x = 3`,
  `select count(*) from children where x = 3`,
  `select * from named where id = 12`,
  `select * from named_again where name = 'k30'`,
  `select * from counts where kind = 'a'`,
  `select * from ruled where owner = 'o7'`,
  `select count(*) from ruled`,
  `select * from ruled r join keepers k on k.id = r.id where k.name > 'k4'`,
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-pull-'));
  server = await startTestServer();
  database = await server.open(ddl);
  await database.connection.query('vacuum analyze');
  await database.connection.query('refresh materialized view counts');
  await database.connection.query('analyze counts');
}, 120_000);
afterAll(async () => {
  await database.end();
  await server.close();
  rmSync(folder, { recursive: true });
});

const url = (role: string): string =>
  `postgres://${role}@${encodeURIComponent(dirname(server.dataDirectory ?? ''))}/${database.name}`;

async function pulling(role: string, to: string) {
  const process = fakeProcess({ cwd: folder, args: ['pull', '--database-url', url(role), to] });
  await run(process);
  return { ...process.output, code: process.exitCode };
}

test.each(['postgres', 'app'])(
  'a twin from the files of a pull by %s plans every kind of object as the server does',
  async (role) => {
    const { stderr, code } = await pulling(role, `of-${role}`);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const pulled = await readPulled(join(folder, `of-${role}`));
    const connection = await connect({
      host: dirname(server.dataDirectory ?? ''),
      port: 5432,
      user: role,
      database: database.name,
      ownServer: true,
    });
    const session = await openSession(connection, {
      statementTimeout: 60_000,
      lockTimeout: 60_000,
    });
    const again = await session.read((reader) => pull(reader, session.searchPath));
    const twin = await openTwin({
      server,
      pulled: { ...pulled, manifest: { ...pulled.manifest, clock: again.manifest.clock } },
    });
    try {
      expect({
        ...again,
        workload: [],
        activity: {},
        manifest: { ...again.manifest, clock: '' },
      }).toEqual({
        ...pulled,
        workload: [],
        activity: {},
        manifest: { ...pulled.manifest, clock: '' },
      });
      expect(twin.lacks).toEqual([]);
      expect(pulled.manifest.lacks.join()).not.toContain('GIN');
      for (const sql of statements) {
        const statement = { sql, parameters: [] };
        const real = await session.plan({ kind: 'custom', statement });
        const seeming = await twin.planner.plan(statement);
        expect([sql, seeming.ok ? seeming.plan.document.root : seeming.failure.message]).toEqual([
          sql,
          real.ok ? real.plan.document.root : real.failure.message,
        ]);
      }
    } finally {
      await twin.close();
      await session.end();
      await connection.end();
    }
  },
  300_000,
);

test('the files are for their owner alone and contain no row', async () => {
  await pulling('postgres', 'files');
  const files = readdirSync(join(folder, 'files'));
  expect(files.toSorted()).toEqual([
    'activity.json',
    'manifest.json',
    'schema.sql',
    'settings.json',
    'statistics.json',
    'workload.jsonl',
  ]);
  for (const file of files) expect(statSync(join(folder, 'files', file)).mode & 0o777).toBe(0o600);
  // 20,000 rows have such a text; statistics have 100 of them at most for a unique column.
  const text = readFileSync(join(folder, 'files', 'statistics.json'), 'utf8');
  expect([...text.matchAll(/do not show \d+/g)].length).toBeLessThanOrEqual(101);
  const before = readFileSync(join(folder, 'files', 'schema.sql'), 'utf8');
  await pulling('postgres', 'files');
  expect(readFileSync(join(folder, 'files', 'schema.sql'), 'utf8')).toBe(before);
}, 300_000);

test('what the role may not read is named, with the right that gives it', async () => {
  const { stdout, code } = await pulling('nobody', 'hidden');
  expect(code).toBe(0);
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain('Missing: statistics of Odd name.Tables, with "quotes", children, counts');
  expect(text).toContain('Membership in pg_read_all_data');
  expect(text).toContain('Missing: extended statistics are hidden from this role');
  expect((await readPulled(join(folder, 'hidden'))).statistics.relations.length).toBeGreaterThan(
    20,
  );
}, 300_000);

test('pull wants a folder and a database', async () => {
  const process = fakeProcess({ cwd: folder, args: ['pull', '--database-url', url('postgres')] });
  await run(process);
  expect(process.output.stderr).toContain('pull needs one folder');
  expect(process.exitCode).toBe(2);
});

test("profile prints the planner settings that are not PostgreSQL's own, and those of the role among them", async () => {
  const printed = async (role: string): Promise<readonly string[]> => {
    const process = fakeProcess({ cwd: folder, args: ['profile', '--database-url', url(role)] });
    await run(process);
    expect({ code: process.exitCode, stderr: process.output.stderr }).toEqual({
      code: 0,
      stderr: '',
    });
    return process.output.stdout.split('\n').filter((line) => line.startsWith('  '));
  };
  await database.connection.query(`
    create role plancliff_profile login;
    alter role plancliff_profile set random_page_cost = 1.1;
    alter role plancliff_profile set search_path = shop, public`);
  try {
    const usual = await printed('postgres');
    const own = await printed('plancliff_profile');
    expect(own.filter((line) => !usual.includes(line))).toEqual([
      "  random_page_cost: '1.1',",
      "  search_path: 'shop, public',",
    ]);
  } finally {
    await database.connection.query('drop role plancliff_profile');
  }
});
