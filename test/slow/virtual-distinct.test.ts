import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { nullable, reference, serial, uniform, uniformInt } from '../../src/model/distributions';
import { ratio } from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
/** Tables of six columns that are drawn alike: whatever chance makes of one, the others show what is usual. */
const tables = [
  { name: 'even', type: 'int', column: uniformInt(1, 6667) },
  { name: 'nulls', type: 'int', column: nullable(0.5, uniformInt(1, 6667)) },
  { name: 'sparse', type: 'numeric(12, 2)', column: uniform(1, 1000) },
  { name: 'skewed', type: 'bigint', column: reference('even', { skew: skew.zipf(0.8) }) },
] as const;

const ddl = tables
  .map(({ name, type }) => {
    const columns = names.map((each) => `${each} ${type}`).join(', ');
    return `create table ${name} (id bigint primary key, ${columns});`;
  })
  .join('\n');

const scenario: Scenario = {
  name: 'distinct',
  file: 'distinct.ts',
  ddl,
  definition: {
    schema: ddl,
    driving: 'even',
    tables: Object.fromEntries(
      tables.map(({ name, column }) => [
        name,
        {
          ...(name === 'even' ? {} : { rows: ratio(1) }),
          columns: { id: serial(), ...Object.fromEntries(names.map((each) => [each, column])) },
        },
      ]),
    ),
    queries: {},
  },
  seed: 1,
  clock: '2026-01-01T00:00:00Z',
  conditions: [{ label: 'fresh' }],
  queries: [],
};

/** What pg_stats says of the columns of each table. */
async function distinctIn(engine: Engine): Promise<ReadonlyMap<string, readonly number[]>> {
  return inWorld(server, engine, scenario, (world) =>
    world.inspect(100_000, async (connection) => {
      const { rows } = await connection.query<{ table: string; distinct: number[] }>(
        `select tablename as "table", array_agg(n_distinct::float8) as "distinct" from pg_stats
         where schemaname = 'public' and attname <> 'id' group by 1`,
      );
      return new Map(rows.map((row) => [row.table, row.distinct]));
    }),
  );
}

test('distinct values are estimated as the mean sample has them, whatever the luck of the one drawn', async () => {
  const virtual = await distinctIn(virtualEngine);
  const real = await distinctIn(seedEngine);
  for (const { name } of tables) {
    const [made, ...others] = virtual.get(name) ?? [];
    expect(others).toEqual(names.slice(1).map(() => made));
    const found = real.get(name) ?? [];
    const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
    const squares = found.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const error = Math.sqrt(squares / (found.length - 1) / found.length);
    expect(Math.abs((made ?? 0) - mean) / error).toBeLessThan(4);
  }
}, 120_000);
