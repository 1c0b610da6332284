import { growthOf } from '../../src/engine/twin/growth/growth';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import type { Connection } from '../../src/postgres/types';
import { pull } from '../../src/pull/read/pull';
import type { Pulled } from '../../src/pull/types';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
}, 120_000);
afterAll(() => server.close());

/** Rows as functions of their number: ten times as many are the same table, grown. */
const load = (rows: number): string => `
  create table parents (id int primary key, kind text not null);
  insert into parents select i, 'k' || i % 9 from generate_series(1, ${rows / 20}) i;
  create table facts (id bigint not null, parent int not null, state text not null, code text not null, day date not null,
    amount numeric(8,2) not null, product int not null, note text, primary key (id), foreign key (parent) references parents (id));
  insert into facts select i, 1 + (hashint8(i) & 1073741823) % ${rows / 20}, case when i % 50 = 0 then 'open' when i % 7 = 0 then 'late' else 'done' end,
    md5(i::text), date '2026-11-28' - ((${rows} - i) / 100)::int, ((hashint8(i + 7) & 1048575) % 100000) / 100.0, (hashint8(i + 3) & 1073741823) % 5000, case when i % 4 = 0 then 'n' || i % 30 end
    from generate_series(1, ${rows}) i;
  create index facts_parent on facts (parent);
  create index facts_state on facts (state);
  create index facts_code on facts (code);
  create index facts_day on facts (day);
  create index facts_amount on facts (amount);
  create index facts_product on facts (product);
  create index facts_note on facts (note);
  create index facts_state_day on facts (state, day);
  create index facts_day_brin on facts using brin (day);
  create index facts_code_brin on facts using brin (code, id) with (pages_per_range = 4);`;

async function pullFrom(connection: Connection): Promise<Pulled> {
  await connection.query('begin transaction read only');
  try {
    await connection.query('set local search_path = pg_catalog');
    return await pull(connection, 'public');
  } finally {
    await connection.query('rollback');
  }
}

async function sizes(
  ddl: string,
): Promise<readonly [Pulled, Awaited<ReturnType<typeof readCatalog>>]> {
  const database = await server.open(ddl);
  try {
    await database.connection.query('vacuum analyze');
    return [await pullFrom(database.connection), await readCatalog(database.connection)];
  } finally {
    await database.end();
  }
}

/** Elements of the `k`th array place of a row, from 0 to below a count, the small ones more often where `skew` is above 1. */
const element = (count: number, skew: number): string =>
  `floor(power((hashint8(i * 37 + k) & 1073741823) / 1073741824.0, ${skew}) * ${count})::int`;

const arrays = (rows: number): string => `
  create unlogged table posts as select i as id,
    array(select 'label ' || ${element(60, 1)} from generate_series(1, 1 + i % 4) k) as labels,
    case when i % 5 > 0 then array(select ${element(1500, 2)} from generate_series(1, 1 + i % 6) k) end as topics
  from generate_series(1, ${rows}) i;
  create index posts_labels on posts using gin (labels);
  create index posts_topics on posts using gin (topics)`;

test('the pages of grown GIN indexes over arrays are those of the really grown ones', async () => {
  const [small, catalog] = await sizes(arrays(10_000));
  const [large] = await sizes(arrays(100_000));
  const grown = growthOf(small, catalog).imageAt(10).relations;
  const pagesIn = (relations: readonly { name: string; pages: number }[], of: string): number =>
    relations.find(({ name }) => name === of)?.pages ?? 0;
  for (const name of ['posts_labels', 'posts_topics']) {
    const real = pagesIn(large.statistics.relations, name);
    const error = pagesIn(grown, name) / real - 1;
    expect([name, Math.abs(error) < 0.1 ? 'near' : error]).toEqual([name, 'near']);
  }
}, 60_000);

test('the pages of grown b-trees and BRIN indexes are those of the really grown ones', async () => {
  const from = 60_000;
  const [small, catalog] = await sizes(load(from));
  const [large] = await sizes(load(10 * from));
  const grown = growthOf(small, catalog).imageAt(10);
  const factors = large.statistics.relations
    .filter(({ schema, name }) => schema === 'public' && /^facts/.test(name))
    .map(({ name, pages, index }) => {
      const image = grown.relations.find((relation) => relation.name === name);
      return {
        name,
        real: pages,
        grown: image?.pages ?? 0,
        level: index?.level,
        grownLevel: image?.level,
      };
    });
  expect(factors).toHaveLength(12);
  for (const { name, real, grown: predicted, level, grownLevel } of factors) {
    expect([name, grownLevel]).toEqual([name, level]);
    expect([name, Math.abs(predicted / real - 1) < 0.05]).toEqual([name, true]);
  }
}, 300_000);
