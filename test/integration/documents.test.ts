import { compileModel } from '../../src/model/compile';
import { cumulative, pareto } from '../../src/model/pareto';
import type { Model } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { documents } from '../fixtures/worlds/documents';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

const rows = 20_000;
let server: TestServer;
let database: TestDatabase;
let model: Model;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(documents.ddl);
  model = compileModel(documents, await readCatalog(database.connection));
  const source = `select g.i, g.i as d from generate_series(1::bigint, ${rows}) as g (i)`;
  await database.connection.query(
    `insert into articles (id, title, body, tags, marks, doc) ${model.rowSelect('articles', rows, source)}`,
  );
});
afterAll(async () => {
  await database?.end();
  await server?.close();
});

async function one(sql: string): Promise<Record<string, number>> {
  const { rows: found } = await database.connection.query<Record<string, unknown>>(sql);
  return Object.fromEntries(Object.entries(found[0] ?? {}).map(([key, of]) => [key, Number(of)]));
}

/** Within five standard errors of a share of so many draws. */
function expectShare(actual: number | undefined, share: number, draws = rows): void {
  const by = 5 * Math.sqrt((share * (1 - share)) / draws);
  expect(actual).toBeGreaterThanOrEqual(share - by);
  expect(actual).toBeLessThanOrEqual(share + by);
}

test('words are as many as said, each text has so many, and the first are as common as by the law', async () => {
  const found = await one(`
    select count(distinct w) as words, min(n) as fewest, max(n) as most, count(*) as draws,
      count(*) filter (where w = '${await wordOf(1)}')::float8 / count(*) as first,
      count(*) filter (where w = '${await wordOf(2)}')::float8 / count(*) as second
    from (select unnest(string_to_array(title, ' ')) as w, array_length(string_to_array(title, ' '), 1) as n from articles) as t`);
  const law = pareto(2_000, 1);
  // Of the rarest ones five are expected, so that chance leaves a few out.
  expect(found['words']).toBeGreaterThan(1_970);
  expect(found['words']).toBeLessThanOrEqual(2_000);
  expect(found).toMatchObject({ fewest: 2, most: 6 });
  expectShare(found['first'], cumulative(law, 1), found['draws']);
  expectShare(found['second'], cumulative(law, 2) - cumulative(law, 1), found['draws']);
});

const wordOf = async (rank: number): Promise<string> => {
  const sql = model.drawExpression({ draw: 'common', from: 'articles.title' }, rows);
  if (rank === 1)
    return String(
      (await database.connection.query<{ w: string }>(`select ${sql} as w`)).rows[0]?.w,
    );
  const { rows: found } = await database.connection.query<{ w: string }>(
    "select w from (select unnest(string_to_array(title, ' ')) as w from articles) as t group by w order by count(*) desc offset 1 limit 1",
  );
  return found[0]?.w ?? '';
};

test('each word is a lexeme of its own, whatever the stemmer takes away', async () => {
  const found = await one(`
    select (select count(distinct w) from (select unnest(string_to_array(body, ' ')) as w from articles) as t) as words,
      (select count(distinct lexeme) from (select (unnest(found)).lexeme from articles) as t) as lexemes`);
  expect(found['lexemes']).toBe(found['words']);
  expect(found['words']).toBeGreaterThan(15_000);
});

test('arrays are empty as often as said, and have elements by their places', async () => {
  const found = await one(`
    select avg((tags = '{}')::int) as empty, avg((cardinality(tags) = 3)::int) as three,
      bool_and(marks = '{}' or marks[1] = 1)::int as first, bool_and(cardinality(marks) < 2 or marks[2] between 10 and 19)::int as second,
      bool_and(cardinality(marks) < 3 or marks[3] between 1 and 50)::int as third, max(cardinality(marks)) as most from articles`);
  expectShare(found['empty'], 0.7);
  expectShare(found['three'], 0.1);
  expect(found).toMatchObject({ first: 1, second: 1, third: 1, most: 4 });
});

test('documents have a key as often as said, and objects within them', async () => {
  const found = await one(`
    select avg((doc ? 'coupon')::int) as coupon, avg((doc ? 'ship')::int) as ship, bool_and(doc ? 'kind')::int as kind,
      avg((doc @> '{"ship": {"country": "fr"}}')::int) as france, bool_and(not doc ? 'ship' or jsonb_typeof(doc -> 'ship') = 'object')::int as nested
    from articles`);
  expectShare(found['coupon'], 0.1);
  expectShare(found['ship'], 0.5);
  expectShare(found['france'], 0.15);
  expect(found).toMatchObject({ kind: 1, nested: 1 });
});

test('partitions by number follow each other without a gap', () => {
  const entries = model.table('entries');
  const bounds = entries.partitionsAt?.(110_000) ?? [];
  expect(bounds.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['entries_0', '0', '20000'],
    ['entries_20000', '20000', '40000'],
    ['entries_40000', '40000', '60000'],
  ]);
});
