import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Connection } from '../../src/postgres/types';
import { serial, sql } from '../../src/model/distributions';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { type CaseWorld, casesOf, inWorld } from '../helpers/world';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

const ddl = `
  create table pages (id bigint primary key, path text not null, rank bigint not null);
  create index pages_path on pages (path);
  create index pages_rank on pages (rank, id);`;

const scenario = scenarioOf('heights', ddl, {
  schema: ddl,
  driving: 'pages',
  tables: {
    pages: {
      columns: {
        id: serial(),
        path: sql('md5(i::text)'),
        rank: sql('n - i'),
      },
    },
  },
  queries: {
    last: { sql: 'select * from pages where rank < 100 order by path limit 10' },
    one: { sql: "select * from pages where path > 'ff'" },
  },
});

/** Heights and ends of the indexes, as a session reads them that never saw them before. */
async function readIndexes(connection: Connection): Promise<unknown> {
  const { rows } = await connection.query(`
    select c.relname, m.level, m.fastlevel, pg_relation_size(c.oid) as bytes,
      (select array[min(path), max(path), min(rank)::text, max(rank)::text, min(id)::text, max(id)::text] from pages where ctid < '(1,0)') as ends
    from pg_class c, bt_metap(c.oid::regclass::text) m
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'i' order by 1`);
  return rows;
}

/** What is found at row counts that are visited in this order. */
async function visit(order: readonly number[]): Promise<ReadonlyMap<number, unknown>> {
  const found = new Map<number, unknown>();
  const settings = { default_statistics_target: '4' };
  const look = async (world: CaseWorld): Promise<void> => {
    for (const scale of order) {
      const outcomes = await world.planAt(scale, casesOf(scenario));
      const plans = outcomes.map((each) => (each.ok ? each.plan.document : each.failure.message));
      const indexes = await world.inspect(scale, async (connection) => {
        await connection.query('create extension if not exists pageinspect schema pg_catalog');
        return readIndexes(connection);
      });
      found.set(scale, { plans, indexes });
    }
  };
  await inWorld(server, virtualEngine, scenario, look, { settings });
  return found;
}

test('b-trees get the heights of one row count after another, and keep the right ends', async () => {
  const scales = [3_000, 60_000, 5_000_000, 300_000_000];
  const rising = await visit(scales);
  const order = Array.from({ length: 10 }, (_, k) => scales[1 + (k % 3)] as number);
  for (const [scale, found] of await visit([...order, 3_000]))
    expect([scale, found]).toEqual([scale, rising.get(scale)]);
}, 120_000);
