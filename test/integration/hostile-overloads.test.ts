import { auditAndGrow } from '../../bench/names/try-pull';
import { measureAndDraw } from '../../bench/names/try-trial';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import {
  array,
  bool,
  constant,
  correlated,
  email,
  jsonb,
  normalInt,
  nullable,
  reference,
  sql,
  text,
  time,
  timeUniform,
  uniform,
  uniformDistinct,
  uniformInt,
  uuidV4,
  uuidV7,
  weighted,
  zipf,
} from '../../src/model/distributions';
import { growingPartitions, ratio } from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import { draw } from '../../src/scenario/draw';
import { resolveSettings } from '../../src/scenario/profiles';
import {
  type HostileServer,
  withHostileOverloads,
  withoutHostileOverloads,
} from '../helpers/hostile-overloads';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unqualifiedCalls } from '../helpers/unqualified-calls';
import { casesOf, inWorld } from '../helpers/world';

/** A user's exact overloads of what plancliff calls are never called by a statement of plancliff's own. */

let server: TestServer;
let hostile: HostileServer;
beforeAll(async () => {
  server = await sharedTestServer();
  hostile = await withHostileOverloads(server);
});
afterAll(async () => {
  await hostile?.end();
  await server?.close();
});

const schema = `
  create type mood as enum ('sad', 'ok', 'happy');
  create table users (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    email text not null unique,
    manager_id bigint references users,
    mood mood,
    active boolean not null,
    age int not null,
    balance numeric(10,2) not null,
    rank int not null,
    tags text[] not null,
    profile jsonb not null,
    nickname text,
    birthday date not null,
    seen_at timestamp not null,
    created_at timestamptz not null,
    tier text not null,
    raw bigint not null,
    spot point not null,
    filled timestamptz not null default now(),
    doubled bigint generated always as (rank * 2) stored,
    check (age > -1000)
  );
  create index users_lower on users (lower(nickname));
  create index users_tier on users (tier, rank) where active;
  create index users_tags on users using gin (tags);
  create index users_created on users using brin (created_at);
  create index users_rank on users using hash (rank);
  create index users_spot on users using gist (spot);
  create statistics users_related on tier, rank, mood from users;
  create table orders (
    id uuid primary key,
    user_id bigint not null references users,
    share int not null,
    placed_at timestamptz not null
  );
  create index on orders (user_id, placed_at desc);
  create table logs (at timestamptz not null, level text not null, half int not null) partition by range (at);
  create index on logs (level);
  create materialized view tiers as select tier, count(*) as users from users group by tier;
  create view active_users as select id, email from users where active;
`;

const scenario = scenarioOf('hostile', schema, {
  schema: '',
  driving: 'users',
  // Samples of 3,000 rows in place of 30,000: what is called does not depend on their size.
  settings: { default_statistics_target: 10 },
  tables: {
    users: {
      columns: {
        uid: uuidV4(),
        email: email({ length: 30 }),
        manager_id: reference('users'),
        mood: nullable(0.25, weighted({ sad: 1, ok: 2, happy: 3 })),
        active: bool(0.9),
        age: normalInt(40, 12),
        balance: uniform(-100, 900),
        rank: zipf(200, 1),
        tags: array(weighted({ a: 6, b: 3, c: 1 }), { type: 'text', minLength: 0, maxLength: 4 }),
        profile: jsonb({ n: uniformInt(1, 4), name: text({ minLength: 3, maxLength: 9 }) }),
        nickname: text({ minLength: 3, maxLength: 12, distinct: 100 }),
        birthday: timeUniform({ from: '1950-01-01', to: '2010-01-01' }),
        seen_at: timeUniform({ from: '2025-01-01' }),
        created_at: time({ from: '2020-01-01', jitterSeconds: 3600 }),
        tier: correlated('rank', 0.8, weighted({ gold: 1, grey: 1 })),
        // Of the author's own functions the author's SQL may call any: this calls none.
        raw: sql('i * 2 + u::bigint'),
        spot: sql("('(' || u::text || ',' || u::text || ')')::point"),
      },
    },
    orders: {
      rows: ratio(2),
      columns: {
        id: uuidV7({ from: '2024-01-01' }),
        user_id: reference('users', { skew: skew.zipf(0.7), ordered: true }),
        share: constant(3),
        placed_at: time({ from: '2024-01-01' }),
      },
    },
    logs: {
      rows: ratio(1),
      columns: {
        at: time({ from: '2020-01-01' }),
        level: weighted({ info: 99, error: 1 }),
        half: uniformDistinct(0.5),
      },
      partitions: growingPartitions({ by: 'year', column: 'at', rowsPerPartition: 30_000 }),
    },
  },
  queries: {
    one: {
      sql: 'select * from users where nickname = $1',
      cases: { common: [draw.common('users.nickname')], absent: [draw.absent('users.nickname')] },
    },
    mail: {
      sql: 'select * from users where email = $1',
      cases: { lowest: [draw.lowest('users.email')] },
    },
    latest: { sql: 'select * from logs order by at desc limit 10' },
    sums: { sql: 'select * from tiers' },
    joined: { sql: 'select * from orders join active_users on active_users.id = user_id limit 9' },
  },
});

it.each([
  ['virtual', virtualEngine, [2_000, 200_000]],
  ['seed', seedEngine, [2_000]],
])('plans over hostile overloads on the engine %s', async (_, engine, scales) => {
  await inWorld(
    hostile,
    engine,
    scenario,
    async (world) => {
      for (const scale of scales) {
        const outcomes = await world.planAt(scale, casesOf(scenario));
        expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
      }
    },
    { settings: resolveSettings(scenario.definition) },
  );
});

it('measures, advises and draws over hostile overloads', async () => {
  await measureAndDraw(hostile, scenario, 'one');
}, 600_000);

// A call that is not qualified finds the user's function though PostgreSQL's own takes the same arguments.
it('audits, pulls and grows where the search path has the hostile schema first', async () => {
  await auditAndGrow(hostile, scenario, {
    searchPath: 'public, pg_catalog',
    schemaOfTwin: withoutHostileOverloads,
  });
}, 600_000);

it('qualifies every function of PostgreSQL that a statement in the sources calls', async () => {
  const database = await server.open();
  try {
    const { rows } = await database.connection.query<{ name: string }>(
      "select distinct proname::text as name from pg_proc where pronamespace = 'pg_catalog'::regnamespace",
    );
    expect(unqualifiedCalls(new Set(rows.map(({ name }) => name)))).toEqual([]);
  } finally {
    await database.end();
  }
});
