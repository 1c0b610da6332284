import { virtualEngine } from '../../src/engine/virtual/engine';
import { sql } from '../../src/model/distributions';
import { scenarioOf } from '../helpers/scenario-of';
import { startTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
});

// Both ends of the draw have the value 3, which is no end of the expression.
const ofDraws = (other: string): string =>
  `case when u < 0.001 or u > 0.999 then 3 else ${other} end`;

it.each([
  ['the first row has the lowest value, as others do', ofDraws('((i - 1) % 7)::int')],
  ['the first row has the highest value, as others do', ofDraws('(6 - (i - 1) % 7)::int')],
  ['values rise with the row number', ofDraws('(i * 7 / (n + 1))::int')],
  ['no row at the border of the table has an end', ofDraws('((i + 2) % 7)::int')],
])('finds both ends of an expression where %s', async (_, raw) => {
  const ddl = 'create table readings (raw int); create index on readings ((raw % 7))';
  const scenario = scenarioOf('ends', ddl, {
    schema: ddl,
    driving: 'readings',
    tables: { readings: { columns: { raw: sql(raw) } } },
    queries: { low: { sql: 'select * from readings where raw % 7 < 1' } },
  });
  const ends = await inWorld(server, virtualEngine, scenario, async (world) => {
    const found: unknown[] = [];
    for (const scale of [31_000, 70_000, 1_000_000]) {
      await world.planAt(
        scale,
        scenario.queries.flatMap((query) => query.cases),
      );
      found.push(
        await world.inspect(scale, async (connection) => {
          await connection.query('set enable_seqscan = off; set enable_bitmapscan = off');
          const { rows } = await connection.query(
            'select min(raw % 7) as lowest, max(raw % 7) as highest from readings',
          );
          return rows[0];
        }),
      );
    }
    return found;
  });
  expect(ends).toEqual(ends.map(() => ({ lowest: 0, highest: 6 })));
});
