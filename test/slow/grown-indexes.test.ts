import { seedEngine } from '../../src/engine/seed/engine';
import type { Engine } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { grown } from '../fixtures/worlds/grown';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const rows = 100_000;

const pagesIn = (engine: Engine): Promise<ReadonlyMap<string, number>> =>
  inWorld(
    server,
    engine,
    grown,
    (world) =>
      world.inspect(rows, async (connection) => {
        const { rows: indexes } = await connection.query<{ name: string; pages: number }>(
          `select relname as name, (pg_relation_size(oid) / 8192)::float8 as pages
           from pg_class where relname ~ '^(by_|entries_pkey)' and relkind = 'i' order by oid`,
        );
        return new Map(indexes.map(({ name, pages }) => [name, pages]));
      }),
    { condition: { label: 'grown', indexes: 'grown' } },
  );

test('indexes that grew have within a tenth the pages of those that rows were inserted into', async () => {
  const [virtual, real] = [await pagesIn(virtualEngine), await pagesIn(seedEngine)];
  expect([...virtual.keys()]).toEqual([...real.keys()]);
  const off = [...virtual]
    .map(([name, pages]) => ({ name, ratio: pages / (real.get(name) ?? 0) }))
    .filter(({ ratio }) => ratio < 0.9 || ratio > 1.1);
  expect(off).toEqual([]);
});
