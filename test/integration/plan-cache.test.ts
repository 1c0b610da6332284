import { takesGenericPlan } from '../../src/findings/conditions/plan-cache';
import type { Connection, Database } from '../../src/postgres/types';
import { access, planOf } from '../helpers/timelines';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
let database: Database;
let connection: Connection;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.createDatabase('plan_cache');
  connection = await database.connect();
  for (const text of [
    'create table names (id bigint primary key, paper int not null, first boolean not null, town int not null)',
    'insert into names select i, 1 + i % 400, i % 2000 = 6, i % 5000 from generate_series(1, 200000) i',
    'create index names_first_idx on names (paper) where first',
    'create index names_town_idx on names (town)',
    'vacuum analyze names',
  ]) {
    await connection.query(text);
  }
}, 60_000);
afterAll(async () => {
  await connection.end();
  await database.drop();
  await server.close();
});

/** Cost of the plan that a mode leads to, and how many of eight executions of a new statement took the generic plan. */
async function executed(name: string, text: string, values: string) {
  const cost = async (mode: string): Promise<number> => {
    await connection.query(`set plan_cache_mode = ${mode}`);
    const { rows } = await connection.query<{ 'QUERY PLAN': readonly [{ Plan: object }] }>(
      `explain (format json) execute ${name} (${values})`,
    );
    return Number(rows[0]?.['QUERY PLAN'][0].Plan['Total Cost' as never]);
  };
  await connection.query(`prepare ${name} as ${text}`);
  const costs = {
    generic: await cost('force_generic_plan'),
    custom: await cost('force_custom_plan'),
  };
  await connection.query('deallocate all');
  await connection.query('reset plan_cache_mode');
  await connection.query(`prepare ${name} as ${text}`);
  for (let times = 0; times < 8; times += 1) await connection.query(`execute ${name} (${values})`);
  const { rows } = await connection.query<{ count: string }>(
    'select generic_plans::text as count from pg_prepared_statements',
  );
  await connection.query('deallocate all');
  const plan = (total: number) => planOf({ cost: total, rows: 1 }, [access({})]);
  return {
    said: takesGenericPlan(
      { scale: 1, generic: plan(costs.generic), custom: plan(costs.custom) },
      {},
    ),
    generic: Number(rows[0]?.count),
  };
}

test.each([
  [
    'a partial index that the parameter keeps from the generic plan',
    'select * from names where paper = $1 and first = $2',
    '7, true',
  ],
  [
    'the same under a LIMIT',
    'select * from names where paper = $1 and first = $2 limit 1',
    '7, true',
  ],
])('%s: the server stays with custom plans, and so it is said', async (_, text, values) => {
  expect(await executed('asked', text, values)).toEqual({ said: false, generic: 0 });
});

test('an index for every value: the generic plan is taken from the sixth execution on, and so it is said', async () => {
  const found = await executed('asked', 'select * from names where town = $1', '77');
  expect(found).toEqual({ said: true, generic: 3 });
});
