import { defineScenario, serial, text, time, weighted } from 'plancliff';
import { readModel } from '../../src/check/read-model';
import { sweepScenario } from '../../src/check/sweep-scenario';
import { seedEngine } from '../../src/engine/seed/engine';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { drawsByChance } from '../../src/engine/virtual/rows/draws-by-chance';
import { sentSample } from '../../src/engine/virtual/rows/sample-source';
import type { Model } from '../../src/model/types';
import type { Connection } from '../../src/postgres/types';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { parseScales } from '../../src/scenario/scales';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

// At a tenth of the usual statistics target a sample of 3,000 rows has ten failed ones, as one of 30,000 rows has where
// one of 3,000 fails, and every table here is a tenth as large.
const target = '10';
const sampled = 3_000;
const rows = 30_000;
const failedShare = 1 / 300;

const scenario = scenarioFrom(
  'jobs.ts',
  defineScenario({
    schema: `
      create table jobs (id bigint primary key, state text not null, payload text not null, created_at timestamptz not null);
      create index jobs_state_idx on jobs (state);
      create index jobs_created_idx on jobs (created_at);`,
    driving: 'jobs',
    settings: { default_statistics_target: target },
    tables: {
      jobs: {
        columns: {
          id: serial(),
          state: weighted([
            ['done', 299],
            ['failed', 1],
          ]),
          payload: text({ minLength: 100, maxLength: 140 }),
          created_at: time({ from: '2025-01-01', to: '2026-01-01' }),
        },
      },
    },
    queries: {
      newest: {
        sql: "select * from jobs where state = 'failed' order by created_at desc limit 1",
      },
      done: { sql: "select count(*) from jobs where state = 'done'" },
    },
  }),
);

const settings = { default_statistics_target: target };
const failed = "select 1 from jobs where state = 'failed'";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number =>
  mean(values.map((value) => (value - mean(values)) ** 2));

/** Failed rows among those that a sample by chance draws. */
async function failedIn(connection: Connection, model: Model, luck: number): Promise<number> {
  const keys = Array.from({ length: sampled }, (_, k) => k + 1);
  const { source, parameters } = sentSample({ positions: keys, draws: drawsByChance(keys, luck) });
  const counted = await connection.query<{ failed: number }>(
    `select count(*)::int as failed from (${model.rowSelect('jobs', rows, source)}) as drawn
     where state = 'failed'`,
    parameters,
  );
  return counted.rows[0]?.failed ?? -1;
}

test('rows of samples by chance are independent draws, and make the estimates', async () => {
  const { model } = await readModel(server, scenario, { from: rows, to: rows });
  const counts: number[] = [];
  const database = await server.open();
  for (let luck = 1; luck <= 200; luck += 1)
    counts.push(await failedIn(database.connection, model, luck));
  await database.end();
  // 3,000 draws with a chance of one in 300. The draws are fixed: they are these on every run.
  const expected = sampled * failedShare;
  expect(mean(counts) / expected).toBeGreaterThan(0.95);
  expect(mean(counts) / expected).toBeLessThan(1.05);
  expect(variance(counts) / (expected * (1 - failedShare))).toBeGreaterThan(0.85);
  expect(variance(counts) / (expected * (1 - failedShare))).toBeLessThan(1.15);

  for (const luck of [1, 2]) {
    const estimate = await inWorld(
      server,
      virtualEngine,
      scenario,
      async (world) => {
        await world.planAt(rows, casesOf(scenario));
        const outcome = await world.replan(rows, { sql: failed, parameters: [] }, settings);
        return outcome.ok ? outcome.plan.rows : -1;
      },
      { luck, settings },
    );
    expect(estimate).toBe((rows / sampled) * (counts[luck - 1] ?? -1));
  }
});

test('estimates of repeated ANALYZE runs scatter as those of independent draws', async () => {
  const real: number[] = [];
  const met = await inWorld(
    server,
    seedEngine,
    scenario,
    (world) =>
      world.inspect(rows, async (connection) => {
        await connection.query(`set default_statistics_target = ${target}`);
        for (let k = 0; k < 25; k += 1) {
          await connection.query('analyze jobs');
          const { rows: explained } = await connection.query<{
            'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
          }>(`explain (format json) ${failed}`);
          real.push(explained[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? -1);
        }
        const counted = await connection.query<{ failed: number }>(
          `select count(*)::int as failed from (${failed}) as met`,
        );
        return counted.rows[0]?.failed ?? -1;
      }),
    { settings },
  );
  // Hypergeometric: of `met` failed rows a tenth is in the sample, each of them stands for ten. Bounds at six standard
  // errors and more: fewer than one of a million runs is beyond them.
  const share = sampled / rows;
  const deviation = Math.sqrt(met * share * (1 - share)) / share;
  expect(Math.abs(mean(real) - met) / (deviation / Math.sqrt(real.length))).toBeLessThan(6);
  expect(Math.sqrt(variance(real)) / deviation).toBeGreaterThan(0.33);
  expect(Math.sqrt(variance(real)) / deviation).toBeLessThan(2.5);
});

test('a case with a value that is met seldom is planned under nine samples, and a common one under none', async () => {
  const swept = await sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    // Here the plan changes, and a sample by chance decides on which side of the change it is.
    scales: parseScales('22k..23k'),
    noTrial: true,
  });
  const found = swept.measurements.sampled ?? [];
  expect(new Set(found.map(({ query }) => query))).toEqual(new Set(['newest']));
  for (const each of found) {
    expect(each).toMatchObject({ samples: 9, value: { column: 'state' } });
    expect(each.value?.expected).toBeGreaterThan(5);
    expect(each.value?.expected).toBeLessThan(15);
  }
});
