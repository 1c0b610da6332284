import { sameResult } from '../../src/advice/try/same-result';
import type { Trial } from '../../src/trial/open-trial';
import { virtualEngine } from '../../src/engine/virtual/engine';
import {
  correlated,
  serial,
  sql,
  text,
  time,
  uniformInt,
  weighted,
} from '../../src/model/distributions';
import { fixed, growingPartitions, ratio } from '../../src/model/growth';
import { draw } from '../../src/scenario/draw';
import type { Case, Scenario, ScenarioDefinition } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';
import { scenarioOf } from '../helpers/scenario-of';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(async () => {
  await server?.close();
});

// Visited in turn, so that end rows are moved and not only made.
const scales = [100_000, 1_000_000, 5_000_000];

/** Rows that the planner expects of every case, at one scale after the other in the same database. */
async function expectedRows(scenario: Scenario): Promise<readonly number[]> {
  const cases = scenario.queries.flatMap((query) => query.cases);
  return inWorld(
    server,
    virtualEngine,
    scenario,
    async (world) => {
      const rows: number[] = [];
      for (const scale of scales) {
        for (const outcome of await world.planAt(scale, cases)) {
          if (!outcome.ok) throw new Error(outcome.failure.message);
          rows.push(outcome.plan.rows);
        }
      }
      return rows;
    },
    { settings: { default_statistics_target: '10' } },
  );
}

function tableOf(ddl: string, definition: Omit<ScenarioDefinition, 'schema'>): Scenario {
  return scenarioOf('names', ddl, { schema: ddl, ...definition });
}

it('plans over a column named as one of the rows that move', async () => {
  const rows = await expectedRows(
    tableOf(
      'create table visits (at timestamptz not null, page int); create index on visits (at)',
      {
        driving: 'visits',
        tables: {
          visits: { columns: { at: time({ from: '2025-01-01' }), page: uniformInt(1, 9) } },
        },
        queries: {
          late: { sql: "select * from visits where at > timestamptz '2025-12-31 23:00:00+00'" },
        },
      },
    ),
  );
  // An hour out of a year.
  expect(rows.map((count, k) => (count * 8760) / (scales[k] as number))).toEqual(
    scales.map(() => expect.closeTo(1, 0) as number),
  );
});

it.each([
  ['int', uniformInt(1, 100)],
  ['text', text({ minLength: 3, maxLength: 9 })],
])('has the newest rows where another column is named place, of type %s', async (type, place) => {
  const rows = await expectedRows(
    tableOf(
      `create table visits (number bigint, kind int, place ${type}); create index on visits (number); create index on visits (kind)`,
      {
        driving: 'visits',
        tables: { visits: { columns: { number: serial(), kind: uniformInt(1, 5), place } } },
        queries: {
          newest: {
            sql: 'select * from visits where number > $1 - 10',
            cases: { last: [draw.highest('visits.number')] },
          },
        },
      },
    ),
  );
  // Nine or ten of them; a histogram without its end would leave hundreds.
  for (const count of rows) expect(Math.abs(count - 10)).toBeLessThan(6);
});

it.each([
  [
    'follows another',
    `create table visits (made timestamptz not null, state text not null) partition by list (state);
     create table visits_open partition of visits for values in ('open');
     create table visits_closed partition of visits for values in ('closed')`,
    {
      made: time({ from: '2025-01-01', to: '2026-01-01' }),
      state: correlated('made', 0.95, weighted({ closed: 9, open: 1 })),
    },
    "select * from visits where state = 'open'",
    0.1,
  ],
  [
    'is made of number and draw',
    `create table visits (place int not null) partition by range (place);
     create table visits_low partition of visits for values from (0) to (500);
     create table visits_high partition of visits for values from (500) to (1001)`,
    { place: sql('floor(500 * u + 500 * i / n)::int') },
    'select * from visits where place < 500',
    0.5,
  ],
  [
    'is an expression',
    `create table visits (place int not null, text int not null) partition by range (abs(place));
     create table visits_low partition of visits for values from (0) to (500);
     create table visits_high partition of visits for values from (500) to (1001)`,
    { place: sql('-floor(500 * u + 500 * i / n)::int'), text: uniformInt(1, 10) },
    'select * from visits where text = 3',
    0.1,
  ],
])('plans over a partition key that %s', async (_, ddl, columns, query, share) => {
  const rows = await expectedRows(
    tableOf(ddl, {
      driving: 'visits',
      tables: { visits: { columns } },
      queries: { q: { sql: query } },
    }),
  );
  rows.forEach((count, k) => expect(count / (share * (scales[k] as number))).toBeCloseTo(1, 0));
});

it('compares every column of a rewritten text, whatever their names', async () => {
  const database = await server.open(`
    create table t (result int, b int);
    insert into t values (1, 1), (1, 2)`);
  try {
    const statement = { sql: 'select result, b from t', parameters: [] };
    const session = { connection: database.connection, clockSchema: 'unused' };
    const trial = {
      inspect: (_size: number, _of: unknown, work: (...of: unknown[]) => Promise<unknown>) =>
        work(session, statement),
    } as unknown as Trial;
    const same = (sql: string): Promise<boolean> =>
      sameResult(trial, 2, {} as Case, (of) => ({ ...of, sql }));
    await expect(same('select result, b from t order by b desc')).resolves.toBe(true);
    await expect(same('select result, b + 1 as b from t')).resolves.toBe(false);
  } finally {
    await database.end();
  }
});

it('makes tables beside types and sequences that have the names they would have', async () => {
  const rows = await expectedRows(
    tableOf(
      `create type plancliff_rows as enum ('a');
       create domain logs_2025_12 as int;
       create sequence logs_2025_11;
       create type logs_2025_10 as (a int);
       create table logs (at timestamptz not null) partition by range (at);
       create index on logs (at)`,
      {
        driving: 'logs',
        tables: {
          logs: {
            columns: { at: time({ from: '2025-01-01' }) },
            partitions: growingPartitions({ by: 'month', column: 'at', rowsPerPartition: 20_000 }),
          },
        },
        queries: {
          q: { sql: "select * from logs where at >= timestamptz '2025-12-31 00:00:00+00'" },
        },
      },
    ),
  );
  for (const count of rows) expect(count).toBeGreaterThan(0);
});

it('asks its own clock where the scenario has schemas with names of plancliff', async () => {
  const rows = await expectedRows(
    tableOf(
      `create table visits (at timestamptz not null, made timestamptz not null default now());
       create index on visits (at);
       create schema plancliff_clock;
       create function plancliff_clock.now() returns timestamptz language sql stable return '1999-01-01'::timestamptz;
       create schema plancliff_probe;
       create table plancliff_probe.rows_0 (id int);
       create table plancliff_rows (id int);
       create view plancliff_clock.old as select * from visits where at > now() - interval '1 hour';
       create table logs (at timestamptz not null, plancliff_clock int) partition by range (at)`,
      {
        driving: 'visits',
        tables: {
          visits: { columns: { at: time({ from: '2025-01-01' }) } },
          logs: {
            rows: ratio(0.1),
            columns: { at: time({ from: '2025-01-01' }), plancliff_clock: uniformInt(1, 9) },
            partitions: growingPartitions({ by: 'month', column: 'at', rowsPerPartition: 20_000 }),
          },
          'plancliff_probe.rows_0': { rows: fixed(3), columns: { id: serial() } },
          plancliff_rows: { rows: fixed(3), columns: { id: serial() } },
        },
        queries: {
          hour: { sql: "select * from visits where at > now() - interval '1 hour'" },
        },
      },
    ),
  );
  // An hour out of a year, before the scenario's clock and not the user's.
  expect(rows.map((count, k) => (count * 8760) / (scales[k] as number))).toEqual(
    scales.map(() => expect.closeTo(1, 0) as number),
  );
});
