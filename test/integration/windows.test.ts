import { compileModel } from '../../src/model/compile';
import { serial, sql, uniform, uniformInt } from '../../src/model/distributions';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';
import { scenarioOf } from '../helpers/scenario-of';

/** Rows whose draws of one column fall into windows, as an index over part of a large table has them. */

const ddl = 'create table t (id bigint primary key, a int, p numeric(10,2), u float8, other int)';
const scenario = scenarioOf('windows', ddl, {
  schema: ddl,
  driving: 't',
  tables: {
    t: {
      columns: {
        id: serial(),
        a: uniformInt(1, 1_000),
        p: uniform(0, 100),
        u: sql('u'),
        other: uniformInt(1, 1_000),
      },
    },
  },
  queries: {},
});
const source = 'select g.i, g.i as d from generate_series(1::bigint, 4000) as g (i)';

let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(ddl);
});
afterAll(async () => {
  await database?.end();
  await server?.close();
});

test.each([
  ['a', 1_000],
  ['p', 100],
  ['u', 1],
])('values of %s fill two windows, and no other column is narrower', async (column, span) => {
  const model = compileModel(scenario, await readCatalog(database.connection));
  const windows = { column, from: [0.25, 0.75], width: 0.1 };
  const { rows } = await database.connection.query<{ values: number[]; others: number }>(
    `select array_agg(${column}::float8 order by ${column}) as values, count(distinct other)::int as others
     from (${model.rowSelect('t', 10_000, source, { windows })}) as rows`,
  );
  const places = (rows[0]?.values ?? []).map((value) => value / span);
  const [low, high] = [
    places.filter((place) => place < 0.5),
    places.filter((place) => place > 0.5),
  ];
  // Half of the rows each, from end to end.
  expect(low.length / places.length).toBeCloseTo(0.5, 1);
  expect([low[0], low.at(-1), high[0], high.at(-1)]).toEqual(
    [0.25, 0.35, 0.75, 0.85].map((end) => expect.closeTo(end, 2) as number),
  );
  expect(rows[0]?.others).toBeGreaterThan(900);
});
