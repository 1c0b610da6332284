import { virtualEngine } from '../../src/engine/virtual/engine';
import { sql } from '../../src/model/distributions';
import { ratio } from '../../src/model/growth';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

// Both ends of the draw have the value 3, which is no end of the expression.
const ofDraws = (other: string): string =>
  `case when u < 0.001 or u > 0.999 then 3 else ${other} end`;

const kinds = [
  ['the first row has the lowest value, as others do', ofDraws('((i - 1) % 7)::int')],
  ['the first row has the highest value, as others do', ofDraws('(6 - (i - 1) % 7)::int')],
  ['values rise with the row number', ofDraws('(i * 7 / (n + 1))::int')],
  ['no row at the border of the table has an end', ofDraws('((i + 2) % 7)::int')],
] as const;
const tables = kinds.map(([, raw], k) => ({ name: `readings_${k}`, raw }));

let server: TestServer;
/** Of each table, at one row count after the other. */
const ends = new Map<string, unknown[]>();

beforeAll(async () => {
  server = await sharedTestServer();
  const ddl = tables
    .map(({ name }) => `create table ${name} (raw int); create index on ${name} ((raw % 7));`)
    .join('\n');
  const scenario = scenarioOf('ends', ddl, {
    schema: ddl,
    driving: 'readings_0',
    tables: Object.fromEntries(
      tables.map(({ name, raw }, k) => [
        name,
        { ...(k === 0 ? {} : { rows: ratio(1) }), columns: { raw: sql(raw) } },
      ]),
    ),
    queries: Object.fromEntries(
      tables.map(({ name }) => [name, { sql: `select * from ${name} where raw % 7 < 1` }]),
    ),
  });
  await inWorld(server, virtualEngine, scenario, async (world) => {
    for (const scale of [31_000, 70_000, 1_000_000]) {
      await world.planAt(scale, casesOf(scenario));
      await world.inspect(scale, async (connection) => {
        await connection.query('set enable_seqscan = off; set enable_bitmapscan = off');
        for (const { name } of tables) {
          const { rows } = await connection.query(
            `select min(raw % 7) as lowest, max(raw % 7) as highest from ${name}`,
          );
          ends.set(name, [...(ends.get(name) ?? []), rows[0]]);
        }
      });
    }
  });
});
afterAll(() => server?.close());

it.each(kinds.map(([kind], k) => [kind, k] as const))(
  'finds both ends of an expression where %s',
  (_, k) => {
    const found = { lowest: 0, highest: 6 };
    expect(ends.get(`readings_${k}`)).toEqual([found, found, found]);
  },
);
