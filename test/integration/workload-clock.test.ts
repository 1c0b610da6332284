import { applySchema } from '../../src/engine/schema';
import { openPlanner } from '../../src/plan/capture';
import type { PlanOutcome, Planner } from '../../src/plan/types';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let today: string;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(`
    create table visits (id bigint, at timestamptz not null, day date not null, wall timestamp not null);
    insert into visits
    select i, at, at::date, at::timestamp
    from (select i, now() - i * interval '1 minute' as at from generate_series(1, 50000) i) as made;
    create index visits_at_idx on visits (at);
    create index visits_day_idx on visits (day);
    create table parts (at timestamptz not null) partition by range (at);
    create table parts_old partition of parts for values from (minvalue) to ('2020-01-01');
    create table parts_new partition of parts for values from ('2020-01-01') to (maxvalue);
    analyze`);
  const { rows } = await database.connection.query<{ now: string }>('select now()::text as now');
  today = rows[0]?.now ?? '';
});
afterAll(async () => {
  await database.end();
  await server.close();
});

async function plans(clock: string | undefined, sql: string): Promise<PlanOutcome> {
  const planner: Planner = await openPlanner(await database.connect(), {
    settings: {},
    ...(clock === undefined ? {} : { clock }),
  });
  try {
    return await planner.plan({ sql, parameters: [] });
  } finally {
    await planner.close();
  }
}

test.each([
  `select * from visits where at > now() - interval '1 day'`,
  `select * from visits where at > current_timestamp(0) - interval '3 days' order by at limit 10`,
  'select * from visits where day >= current_date - 2',
  `select * from visits where wall > localtimestamp - interval '1 hour'`,
  `select * from visits where at > transaction_timestamp() - interval '1 day'`,
  'select count(*) from visits where day = current_date or at < now()',
])('the stand-in clock is planned as the real one is: %s', async (sql) => {
  const [pinned, real] = [await plans(today, sql), await plans(undefined, sql)];
  if (!pinned.ok || !real.ok) throw new Error('both are plans');
  expect(pinned.plan.accessSignature).toBe(real.plan.accessSignature);
  // The real clock went on by a moment: of rows a minute apart that moves an estimate by less than one in a hundred.
  expect(Math.abs(pinned.plan.cost / real.plan.cost - 1)).toBeLessThan(0.01);
  expect(Math.abs(pinned.plan.rows - real.plan.rows)).toBeLessThanOrEqual(
    Math.max(2, real.plan.rows * 0.01),
  );
  expect(pinned.statement.sql).toBe(sql);
});

test('it prunes partitions when the real one does, not before', async () => {
  const sql = `select * from parts where at > now() - interval '1 day'`;
  for (const clock of [undefined, today]) {
    expect(await plans(clock, sql)).toMatchObject({
      plan: { document: { root: { properties: { 'Subplans Removed': 1 } } } },
    });
  }
});

test('two clocks give two estimates, and one clock always the same', async () => {
  const sql = `select * from visits where at > now() - interval '1 day'`;
  const rows = async (clock: string): Promise<number> => {
    const outcome = await plans(clock, sql);
    return outcome.ok ? outcome.plan.rows : -1;
  };
  const long = '2001-01-01T00:00:00Z';
  expect(await rows(long)).toBe(50000);
  expect(await rows(long)).toBe(await rows(long));
  expect(await rows(today)).toBeLessThan(2000);
});

test('a failure points at the text of its author', async () => {
  const sql = 'select now(), current_date, nosuch from visits';
  expect(await plans(today, sql)).toMatchObject({
    ok: false,
    failure: { position: sql.indexOf('nosuch') + 1, statement: { sql } },
  });
});

test('several sessions may set the clock of one database at once', async () => {
  const planners = await Promise.all(
    Array.from({ length: 4 }, async () =>
      openPlanner(await database.connect(), { settings: {}, clock: today }),
    ),
  );
  await Promise.all(planners.map((planner) => planner.close()));
  expect(planners).toHaveLength(4);
});

const scenarioOf = (ddl: string, clock: string): Scenario => ({
  name: 'clock',
  file: 'clock.ts',
  ddl,
  definition: { schema: ddl, driving: 'visits', tables: {}, queries: {} },
  queries: [],
  seed: 1,
  clock,
  conditions: [],
});

test('a view and a default take the scenario’s clock', async () => {
  const other = await server.open();
  try {
    const ddl = `
      create table visits (id bigint, at timestamptz not null default now());
      create view recent as select * from visits where at > now() - interval '1 day'`;
    await applySchema(other.connection, scenarioOf(ddl, '2001-02-03T00:00:00Z'), server);
    const { rows } = await other.connection.query<{ id: string; at: Date }>(`
      insert into visits (id) values (1) returning id, at`);
    expect(rows[0]?.at).toEqual(new Date('2001-02-03T00:00:00Z'));
    const seen = await other.connection.query('select id from recent');
    expect(seen.rows).toHaveLength(1);
    // Where a planner installs its clock once more, what stands on the first remains.
    const planner = await openPlanner(await other.connect(), {
      settings: {},
      clock: '2001-02-03T00:00:00Z',
    });
    const outcome = await planner.plan({ sql: 'select * from recent', parameters: [] });
    await planner.close();
    expect(outcome).toMatchObject({ ok: true });
  } finally {
    await other.end();
  }
});

test('a schema that is refused is shown at the line of its author', async () => {
  const other = await server.open();
  try {
    const ddl = `create table t (a timestamptz default now());
      create view v as
      select now(), nosuch from t`;
    await expect(
      applySchema(other.connection, scenarioOf(ddl, '2001-02-03T00:00:00Z'), server),
    ).rejects.toMatchObject({ message: expect.stringContaining('line 3 of the schema') as string });
  } finally {
    await other.end();
  }
});
