import { defineScenario, serial, text, time, weighted } from 'plancliff';
import { sweepScenario } from '../../src/check/sweep-scenario';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { parseScales } from '../../src/scenario/scales';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const jobs = (samples?: number) =>
  scenarioFrom(
    'jobs.ts',
    defineScenario({
      schema: `
        create table jobs (id bigint primary key, state text not null, payload text not null, created_at timestamptz not null);
        create index jobs_state_idx on jobs (state);
        create index jobs_created_idx on jobs (created_at);`,
      driving: 'jobs',
      ...(samples === undefined ? {} : { samples }),
      tables: {
        jobs: {
          columns: {
            id: serial(),
            // The failed ones are met six times in a sample of 30,000.
            state: weighted([
              ['done', 4_999],
              ['failed', 1],
            ]),
            payload: text({ minLength: 100, maxLength: 140 }),
            created_at: time({ from: '2025-01-01', to: '2026-01-01' }),
          },
        },
      },
      queries: {
        newest: {
          sql: "select * from jobs where state = 'failed' order by created_at desc limit 20",
        },
        done: { sql: "select count(*) from jobs where state = 'done'" },
      },
    }),
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

test('estimates under samples by chance scatter as those of repeated ANALYZE runs do', async () => {
  const scenario = jobs();
  const made: number[] = [];
  for (let luck = 1; luck <= 12; luck++) {
    await inWorld(
      server,
      virtualEngine,
      scenario,
      async (world) => {
        const sql = "select 1 from jobs where state = 'failed'";
        await world.planAt(300_000, casesOf(scenario));
        const outcome = await world.replan(300_000, { sql, parameters: [] }, {});
        made.push(outcome.ok ? outcome.plan.rows : -1);
      },
      { luck },
    );
  }
  const real: number[] = [];
  await inWorld(server, seedEngine, scenario, async (world) => {
    await world.inspect(300_000, async (connection) => {
      for (let k = 0; k < 25; k++) {
        await connection.query('analyze jobs');
        const { rows } = await connection.query<{
          'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
        }>("explain (format json) select 1 from jobs where state = 'failed'");
        real.push(rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? -1);
      }
    });
  });
  // 60 of 300,000 rows; a sample has 6 of them, give or take 2.3: 60 ± 23.
  expect(mean(real)).toBeGreaterThan(40);
  expect(mean(made) / mean(real)).toBeGreaterThan(0.6);
  expect(mean(made) / mean(real)).toBeLessThan(1.6);
  expect(deviation(made) / deviation(real)).toBeGreaterThan(0.5);
  expect(deviation(made) / deviation(real)).toBeLessThan(2);
}, 240_000);

test('a case with a value that is met seldom is planned under nine samples, and a common one under none', async () => {
  const sweep = (samples?: number) =>
    sweepScenario({
      server,
      scenario: jobs(samples),
      engine: virtualEngine,
      scales: parseScales('100k..30m'),
      noTrial: true,
    });
  const swept = await sweep();
  const sampled = swept.measurements.sampled ?? [];
  expect(sampled.map(({ query }) => query)).not.toContain('done');
  for (const each of sampled) {
    expect(each).toMatchObject({ query: 'newest', samples: 9, value: { column: 'state' } });
    expect(each.value?.expected).toBeGreaterThan(3);
    expect(each.value?.expected).toBeLessThan(10);
  }
  const again = await sweep();
  expect(again.measurements.sampled?.map(({ differing, scale }) => [differing, scale])).toEqual(
    swept.measurements.sampled?.map(({ differing, scale }) => [differing, scale]),
  );
  expect((await sweep(0)).measurements.sampled).toBeUndefined();
}, 240_000);
