import { compileModel } from '../../src/model/compile';
import { reference, serial, zipf } from '../../src/model/distributions';
import { ratio } from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import { parentAt, parentShare } from '../../src/model/skew-law';
import type { Skew } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

const skews: { readonly [name: string]: Skew } = {
  even: skew.uniform(),
  first_: skew.hot(0.4),
  share_: skew.hot({ parents: 0.02, rows: 0.8 }),
  five: skew.hot({ parents: 5, rows: 0.5 }),
  every_: skew.hot({ parents: 2_000, rows: 0.5 }),
  named: skew.named({ 7: 0.16, 3: 0.08, 900: 0.01, rest: skew.zipf(0.6) }),
  beyond: skew.named({ 7: 0.3, 100_000: 0.5 }),
};
const names = Object.keys(skews);
const ddl = `create table parents (id bigint primary key);
  create table t (${names.map((name) => `${name} bigint not null references parents`).join(', ')},
    growing int not null);
  ${[...names, 'growing'].map((name) => `create index on t (${name});`).join(' ')}`;
const scenario = scenarioOf('skews', ddl, {
  schema: ddl,
  driving: 't',
  tables: {
    parents: { rows: ratio(0.01), columns: { id: serial() } },
    t: {
      columns: {
        ...Object.fromEntries(
          Object.entries(skews).map(([name, of]) => [name, reference('parents', { skew: of })]),
        ),
        growing: zipf({ perRow: 0.01 }, 0.9),
      },
    },
  },
  queries: {},
});

test('rows fall on parents as the closed form of the skew says', async () => {
  const scale = 100_000;
  const parents = 1_000;
  const { connection, ...database } = await server.open(ddl);
  try {
    const model = compileModel(scenario, await readCatalog(connection));
    const rows = model.rowSelect(
      't',
      scale,
      `select g.i, g.i as d from generate_series(1::bigint, ${scale}) as g (i)`,
    );
    await connection.query(`create temp table made as ${rows}`);
    for (const [name, of] of Object.entries(skews)) {
      const { rows: counts } = await connection.query<{ parent: string; count: string }>(
        `select ${name}::text as parent, count(*) from made group by 1`,
      );
      const found = new Map(counts.map(({ parent, count }) => [Number(parent), Number(count)]));
      let squares = 0;
      let classes = 0;
      for (let row = 1; row <= parents; row += 1) {
        const expected = parentShare(of, parents, row) * scale;
        if (expected < 5) continue;
        squares += ((found.get(row) ?? 0) - expected) ** 2 / expected;
        classes += 1;
      }
      // Chi-square: its mean is the number of classes, its deviation the root of twice that.
      expect([name, squares < classes + 5 * Math.sqrt(2 * classes)]).toEqual([name, true]);
      expect(Math.max(...found.keys())).toBeLessThanOrEqual(parents);
      for (const label of ['common', 'rare'] as const) {
        const sql = model.drawExpression({ draw: label, from: `t.${name}` }, scale);
        const { rows: drawn } = await connection.query<{ key: string }>(
          `select ${sql}::text as key`,
        );
        expect(Number(drawn[0]?.key)).toBe(parentAt(of, parents, label));
      }
    }
    const { rows: growing } = await connection.query<{ highest: number; most: string }>(
      'select max(growing) as highest, count(*) filter (where growing = 1) as most from made',
    );
    expect(growing[0]?.highest).toBe(1_000);
  } finally {
    await connection.end();
    await database.drop();
  }
});

test('statistics and sizes are those of really loaded rows', async () => {
  const options = { server, scenario, rows: 90_000, runs: 4, statistics: true, ...unwatched() };
  const { statistics = [] } = await verifyScenario(options);
  expect(statistics.length).toBeGreaterThan(80);
  expect(statistics.filter(({ within }) => !within)).toEqual([]);
}, 180_000);
