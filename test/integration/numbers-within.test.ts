import { compileModel } from '../../src/model/compile';
import { parentAt, parentShare } from '../../src/model/skew-law';
import type { Model } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { numberedBy, numbers } from '../fixtures/worlds/numbers';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let model: Model;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(numbers.ddl);
  model = compileModel(numbers, await readCatalog(database.connection));
});
afterAll(async () => {
  await database?.end();
  await server?.close();
});

const cases = Object.entries(numberedBy).flatMap(([name, of]) =>
  [1, 49, 997, 20_000].map((scale) => [name, scale, of] as const),
);

test.each(cases)(
  'by %s at %d rows, each parent has the numbers from 1 on',
  async (name, scale, of) => {
    const rows = model.rowSelect(
      `issues_${name}`,
      scale,
      `select g.i, g.i as d from generate_series(1::bigint, ${scale}) as g (i)`,
    );
    const { rows: found } = await database.connection.query<{
      parent: string;
      lowest: number;
      highest: number;
      numbers: string;
      count: string;
      together: string;
    }>(
      `select project_id as parent, min(number) as lowest, max(number) as highest, count(distinct number) as numbers,
       count(*) as count, count(*) filter (where id = before + 1) as together
     from (select *, lag(id) over (partition by project_id order by id) as before from (${rows}) as r) as r group by 1`,
    );
    const wrong = found.filter(
      ({ lowest, highest, numbers: different, count }) =>
        lowest !== 1 || highest !== Number(count) || Number(different) !== highest,
    );
    expect(wrong).toEqual([]);
    const parents = model.table('projects').rows(scale);
    const expected = (parent: number) => parentShare(of, parents, parent) * scale;
    // A parent has its share of the rows, to one.
    const off = found.map(({ parent, count }) =>
      Math.abs(Number(count) - expected(Number(parent))),
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(1.000001);
    expect(found.reduce((sum, { count }) => sum + Number(count), 0)).toBe(scale);
    if (parents < 100) return;
    const together = found.reduce((sum, each) => sum + Number(each.together), 0);
    // As far as the largest parent has neighbours by chance.
    expect(together / scale).toBeLessThan(
      2 * parentShare(of, parents, parentAt(of, parents, 'common')) + 0.02,
    );
  },
);

test('rows of an ordered reference lie together, in the order of their numbers', async () => {
  const rows = model.rowSelect(
    'lines',
    20_000,
    'select g.i, g.i as d from generate_series(1::bigint, 10000) as g (i)',
  );
  const { rows: found } = await database.connection.query<{ steps: string }>(
    `select count(*) filter (where order_id < before or (order_id = before and line <> previous + 1) or (order_id > before and line <> 1)) as steps
     from (select *, lag(order_id) over () as before, lag(line) over () as previous from (${rows}) as r) as r`,
  );
  expect(Number(found[0]?.steps)).toBe(0);
});

test('labels differ among the rows of a parent, and are as common as their weights let them be', async () => {
  const scale = 500_000;
  const count = model.table('logins').rows(scale);
  const rows = model.rowSelect(
    'logins',
    scale,
    `select g.i, g.i as d from generate_series(1::bigint, ${count}) as g (i)`,
  );
  const { rows: found } = await database.connection.query<{ provider: string; share: number }>(
    `select provider, count(*)::float8 / ${count} as share from (select distinct project_id, provider from (${rows}) as r) as d group by 1 order by 2 desc`,
  );
  const shares = new Map(found.map(({ provider, share }) => [provider, share]));
  // No pair is there twice.
  expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  // Of 16 rows of ten parents, four are alone with theirs; twelve share it, and half of these take the password.
  const once = 4 / 16;
  const twice = 12 / 16;
  const others = (share: number) => once * share + twice * 0.5 * (share / 0.3);
  const expected = { password: once * 0.7 + twice * 0.5, google: others(0.2), github: others(0.09), saml: others(0.01) }; // prettier-ignore
  for (const [provider, share] of Object.entries(expected)) {
    const deviation = Math.sqrt((share * (1 - share)) / count);
    expect(Math.abs((shares.get(provider) ?? 0) - share)).toBeLessThan(5 * deviation);
  }
});

test('numbers within what is no reference are refused', async () => {
  const definition = { ...numbers.definition, tables: { ...numbers.definition.tables } };
  const lines = definition.tables['lines'] as { columns: Record<string, unknown> };
  definition.tables['lines'] = {
    ...lines,
    columns: { ...lines.columns, line: { kind: 'number-within', column: 'line' } },
  } as never;
  const catalog = await readCatalog(database.connection);
  expect(() => compileModel({ ...numbers, definition }, catalog)).toThrow(
    "tables.lines.columns.line: numbers within 'line', which is no reference()",
  );
});
