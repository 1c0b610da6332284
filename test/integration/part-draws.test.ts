import { compileModel } from '../../src/model/compile';
import * as model from '../../src/model/distributions';
import type { Distribution } from '../../src/model/types';
import { readCatalog } from '../../src/postgres/catalog/read-catalog';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(async () => {
  await server?.close();
});

const types = `
  create type mood as enum ('low', 'high');
  create domain tags as text[];
  create domain code as text check (length(value) > 2);
  create table parents (id uuid primary key);`;

const elements: readonly (readonly [name: string, type: string, of: Distribution])[] = [
  ['uuid', 'uuid', model.uuidV4()],
  ['uuid_v7', 'uuid', model.uuidV7({ from: '2025-01-01' })],
  ['email', 'text', model.email()],
  ['text', 'text', model.text({ minLength: 5, maxLength: 9 })],
  ['few_texts', 'varchar(9)', model.text({ minLength: 5, maxLength: 9, distinct: 20 })],
  ['code', 'code', model.text({ minLength: 5, maxLength: 9 })],
  ['number', 'int', model.uniformInt(1, 9)],
  ['fraction', 'numeric(8,2)', model.uniform(1, 9)],
  ['mood', 'mood', model.weighted({ low: 9, high: 1 })],
  ['flag', 'boolean', model.bool(0.1)],
  ['made', 'timestamptz', model.time({ from: '2025-01-01' })],
  ['day', 'date', model.timeUniform({ from: '2025-01-01', to: '2026-01-01' })],
  ['spanned', 'int4range', model.sql('int4range(i::int % 50, i::int % 50 + 9)')],
  ['place', 'inet', model.sql("('10.0.0.' || floor(u * 250))::inet")],
  ['parent', 'uuid', model.reference('parents')],
  ['maybe', 'uuid', model.nullable(0.4, model.uuidV4())],
];

const columns: readonly (readonly [name: string, type: string, of: Distribution])[] = [
  ...elements.map(
    ([name, type, of]) =>
      [
        `${name}s`,
        `${type}[]`,
        model.array(of, { type, minLength: 2, maxLength: 2 }),
      ] as const,
  ),
  ['domain_over_array', 'tags', model.array(model.text({ minLength: 3, maxLength: 4 }), { type: 'text', minLength: 1, maxLength: 3 })],
  ['sometimes', 'uuid', model.nullable(0.6, model.uuidV4())],
  ['document', 'jsonb', model.jsonb({ id: model.uuidV4(), state: model.weighted({ open: 1, closed: 9 }), made: model.sql("to_char(i, '000000')") })],
]; // prettier-ignore

test('draws a value of every kind of element, of the type of its column', async () => {
  const ddl = `${types}
    create table t (${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`;
  const scenario = scenarioOf('parts', ddl, {
    schema: ddl,
    driving: 't',
    tables: {
      parents: { rows: { kind: 'fixed', rows: 40 }, columns: { id: model.uuidV4() } },
      t: { columns: Object.fromEntries(columns.map(([name, , of]) => [name, of])) },
    },
    queries: {},
  });
  const { connection, ...database } = await server.open(ddl);
  try {
    const compiled = compileModel(scenario, await readCatalog(connection));
    const rows = compiled.rowSelect(
      't',
      500,
      'select g.i, g.i as d from generate_series(1::bigint, 500) as g (i)',
    );
    await connection.query(`insert into t ${rows}`);
    const found: [string, string, boolean | null][] = [];
    for (const [name] of columns) {
      for (const label of ['common', 'rare'] as const) {
        const value = compiled.drawExpression({ draw: label, from: `t.${name}` }, 500);
        const test = /document|sometimes/.test(name) ? '=' : '@>';
        const { rows: met } = await connection.query<{ met: boolean | null; type: boolean }>(
          `select exists (select from t where t.${name} ${test} v.value) as met from (select ${value} as value) as v`,
        );
        found.push([name, label, met[0]?.met ?? null]);
      }
    }
    // A fraction or a random time need not be one that a row has drawn, nor two keys together.
    const drawn = found.filter(([name]) => !/fraction|day|made|document/.test(name));
    expect(drawn.filter(([, , met]) => met !== true)).toEqual([]);
    const { rows: document } = await connection.query<{ keys: string; state: string; id: string }>(
      `select v.d ->> 'state' as state, v.d ->> 'id' as id, v.d ->> 'made' as made
       from (select ${compiled.drawExpression({ draw: 'common', from: 't.document' }, 500)} as d) as v`,
    );
    expect(document[0]).toEqual({
      state: 'closed',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      made: ' 000250',
    });
  } finally {
    await connection.end();
    await database.drop();
  }
});
