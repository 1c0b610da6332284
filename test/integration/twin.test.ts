import { seedEngine } from '../../src/engine/seed/engine';
import { openTwin } from '../../src/engine/twin/twin';
import type { PlanOutcome } from '../../src/plan/types';
import type { Connection } from '../../src/postgres/types';
import { pull } from '../../src/pull/read/pull';
import type { Pulled } from '../../src/pull/types';
import { loadScenarios } from '../../src/scenario/sources/load';
import { withModel } from '../../src/check/read-model';
import { startTestServer, type TestServer } from '../helpers/server';
import { casesOf, contextFor } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 120_000);
afterAll(() => server.close());

async function pullFrom(connection: Connection): Promise<Pulled> {
  await connection.query('begin transaction isolation level read committed, read only');
  const { rows } = await connection.query<{ path: string }>(
    "select current_setting('search_path') as path",
  );
  try {
    await connection.query(
      'set local search_path = pg_catalog; set local session_replication_role = origin',
    );
    return await pull(connection, rows[0]?.path ?? '', { liveEnds: true });
  } finally {
    await connection.query('rollback');
  }
}

/** The schema of the clock has a name that was free: the real tables are plancliff's own here, and have one already. */
const tree = (outcome: PlanOutcome | undefined): unknown =>
  outcome?.ok === true
    ? (JSON.parse(
        JSON.stringify(outcome.plan.document.root).replaceAll(/plancliff_clock_*\./g, 'clock.'),
      ) as unknown)
    : outcome;

test.each(['web-shop', 'saas', 'event-log'])(
  'the twin of %s, really loaded, plans as the server does',
  async (name) => {
    const { scenarios } = await loadScenarios({
      cwd: process.cwd(),
      names: [name],
      directory: 'scenarios',
    });
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const scale = 50_000;
    const range = { from: scale, to: scale };
    await withModel(server, scenario, range, async ({ model, drawer }) => {
      const world = await seedEngine.open(await contextFor(server, scenario, { model }, range));
      try {
        const statements = await drawer.statementsAt(scale, casesOf(scenario));
        const pulled = await world.inspect(scale, pullFrom);
        const twin = await openTwin({
          server,
          pulled: {
            ...pulled,
            settings: world.settings,
            manifest: { ...pulled.manifest, clock: scenario.clock },
          },
        });
        try {
          expect(twin.lacks).toEqual([]);
          for (const statement of statements) {
            const real = tree(await world.replan(scale, statement, {}));
            expect(tree(await twin.planner.plan(statement))).toEqual(real);
          }
        } finally {
          await twin.close();
        }
      } finally {
        await world.close();
      }
    });
  },
  600_000,
);

test('tables whose names read alike with a dot between keep the ends of their own indexes', async () => {
  const database = await server.createDatabase('dotted');
  const connection = await database.connect();
  try {
    for (const [schema, table, first] of [
      ['a', 'b.c', 1],
      ['a.b', 'c', 1_000_001],
    ] as const) {
      await connection.query(`
        create schema "${schema}";
        create table "${schema}"."${table}" (id int primary key);
        insert into "${schema}"."${table}" select ${first} + n from generate_series(0, 9999) n;
        analyze "${schema}"."${table}"`);
    }
    const pulled = await pullFrom(connection);
    const twin = await openTwin({ server, pulled });
    try {
      for (const sql of [
        'select id from a."b.c" where id > 9990',
        'select id from "a.b".c where id < 1000011',
      ]) {
        const { rows } = await connection.query<{
          'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number } }];
        }>(`explain (format json) ${sql}`);
        const planned = await twin.planner.plan({ sql, parameters: [] });
        if (!planned.ok) throw new Error(planned.failure.message);
        expect(planned.plan.document.root.properties['Plan Rows']).toBe(
          rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'],
        );
      }
    } finally {
      await twin.close();
    }
  } finally {
    await connection.end();
    await database.drop();
  }
}, 120_000);
