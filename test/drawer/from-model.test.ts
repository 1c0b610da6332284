import {
  Kysely,
  PostgresAdapter,
  DummyDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Model } from '../../src/model/types';
import type { Connection } from '../../src/postgres/types';
import type { CaseValues, Query, QueryDefinition } from '../../src/scenario/types';
import { modelDrawer } from '../../src/drawer/from-model';

const draw = (label: 'common' | 'absent', from: string) => ({ draw: label, from });

/** Answers the select of drawn values with the labels that were asked for. */
function fakeConnection(): Connection & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    query<Row extends object>(text: string) {
      asked.push(text);
      const values = [...text.matchAll(/\((\w+):(\S+?)@(\d+)\)::text as (v\d+)/g)];
      const row = Object.fromEntries(
        values.map(([, label, from, , name]) => [name, `${label} of ${from}`]),
      );
      return Promise.resolve({ rows: [row as Row], rowCount: 1 });
    },
    end: () => Promise.resolve(),
  };
}

const modelOf = (): Model =>
  ({
    drawExpression: (value: { draw: string; from: string }, scale: number) =>
      `${value.draw}:${value.from}@${scale}`,
    rowKey: () => undefined,
  }) as unknown as Model;

async function resolve(
  definition: QueryDefinition,
  values: CaseValues,
  connection: Connection = fakeConnection(),
  model = modelOf(),
  scale = 1000,
) {
  const query: Query = {
    name: 'recent',
    definition,
    position: { file: 'shop.ts', line: 7, column: 3 },
    cases: [],
  };
  const of = { id: 'recent / common', query: 'recent', label: 'common', values };
  const [statement] = await modelDrawer([query], model, connection).statementsAt(scale, [of]);
  return statement;
}

test('given values pass through', async () => {
  const buffer = Buffer.from('x');
  expect(await resolve({ sql: 'select $1, $2, $3' }, [1, 'a', buffer])).toEqual({
    sql: 'select $1, $2, $3',
    parameters: [1, 'a', buffer],
  });
});

test('drawn values come by one select, each once, wherever they stand', async () => {
  const connection = fakeConnection();
  const common = draw('common', 'orders.status');
  const statement = await resolve(
    { sql: 'select $1, $2, $3' },
    [common, [common, draw('absent', 'orders.id')], { deep: { status: common } }],
    connection,
  );
  expect(statement?.parameters).toEqual([
    'common of orders.status',
    ['common of orders.status', 'absent of orders.id'],
    { deep: { status: 'common of orders.status' } },
  ]);
  expect(connection.asked).toHaveLength(1);
});

test('a value is drawn once for each scale of a model', async () => {
  const connection = fakeConnection();
  const model = modelOf();
  const values = [draw('common', 'orders.status')];
  for (const scale of [1000, 1000, 2000, 1000]) {
    const statement = await resolve({ sql: 'select $1' }, values, connection, model, scale);
    expect(statement?.parameters).toEqual(['common of orders.status']);
  }
  expect(connection.asked).toEqual([
    'select (common:orders.status@1000)::text as v0',
    'select (common:orders.status@2000)::text as v0',
  ]);
  await resolve({ sql: 'select $1' }, values, connection, modelOf());
  expect(connection.asked).toHaveLength(3);
});

test('without a drawn value nothing is asked', async () => {
  const connection = fakeConnection();
  await resolve({ sql: 'select 1' }, [], connection);
  expect(connection.asked).toEqual([]);
});

test('dates are bound in UTC, whatever the time zone of the machine', async () => {
  const date = new Date('2025-03-01T12:00:00Z');
  expect((await resolve({ sql: 'select $1, $2' }, [date, [date]]))?.parameters).toEqual([
    '2025-03-01T12:00:00.000Z',
    ['2025-03-01T12:00:00.000Z'],
  ]);
});

test('a Kysely builder gets the values by name and is compiled', async () => {
  const db = new Kysely<{ orders: { id: number; status: string; at: Date } }>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const build = (values: { status: string; since: Date }) =>
    db
      .selectFrom('orders')
      .select('id')
      .where('status', '=', values.status)
      .where('at', '>', values.since)
      .limit(5);
  const statement = await resolve(
    { build },
    { status: draw('common', 'orders.status'), since: new Date(0) },
  );
  expect(statement).toEqual({
    sql: 'select "id" from "orders" where "status" = $1 and "at" > $2 limit $3',
    parameters: ['common of orders.status', '1970-01-01T00:00:00.000Z', 5],
  });
});

test.each<[string, () => never]>([
  [
    'throws',
    () => {
      throw new Error('no such column');
    },
  ],
  ['returns no query', (() => ({})) as unknown as () => never],
])('a build function that %s names query and case', async (_what, build) => {
  await expect(resolve({ build }, {})).rejects.toMatchObject({
    code: 'scenario',
    message: expect.stringContaining('recent / common'),
    reason: expect.any(String),
  });
});

test('a build function that returns SQL and parameters themselves reads what it must return', async () => {
  const build = (() => ({ sql: 'select 1', parameters: [] })) as unknown as () => never;
  await expect(resolve({ build }, {})).rejects.toMatchObject({
    reason: 'build returned an object, which has no compile()',
    hint: expect.stringContaining('compile()'),
  });
});

test('a value that cannot be drawn names what was to be drawn', async () => {
  const connection: Connection = {
    query: () => Promise.reject(new Error('relation "orders" does not exist')),
    end: () => Promise.resolve(),
  };
  await expect(
    resolve({ sql: 'select $1' }, [draw('common', 'orders.status')], connection),
  ).rejects.toMatchObject({
    code: 'model',
    message: expect.stringContaining('common orders.status'),
    reason: 'relation "orders" does not exist',
  });
});

const recent = ({ status, limit }: { status?: string; limit: number }) => ({
  compile: () => ({ sql: 'select $1, $2', parameters: [limit, status] }),
});

test('a misspelt name is refused, with the one that build reads', async () => {
  await expect(resolve({ build: recent }, { stauts: 'new', limit: 1 })).rejects.toMatchObject({
    code: 'scenario',
    message: "recent / common: 'stauts' is unknown, build never reads it",
    hint: "Did you mean 'status'?",
  });
});

test('a parameter that is undefined is refused, with the names that the case lacks', async () => {
  await expect(resolve({ build: recent }, { limit: 1 })).rejects.toMatchObject({
    code: 'scenario',
    message: 'recent / common: parameter $2 is undefined',
    reason: "build reads 'status', which the case lacks",
  });
});

test('a builder may spread its values, and leave some unread', async () => {
  const build = (values: object) => ({
    compile: () => ({ sql: 'select 1', parameters: Object.values({ ...values }) }),
  });
  await expect(resolve({ build }, { status: 'a', sttus: 'b' })).resolves.toMatchObject({
    parameters: ['a', 'b'],
  });
  await expect(
    resolve({ build: recent }, { limit: 1, status: 'a', note: 'b' }),
  ).resolves.toMatchObject({
    parameters: [1, 'a'],
  });
});

test('a name that build can do without may be left out', async () => {
  const build = ({ status }: { status?: string }) => ({
    compile: () => ({ sql: 'select 1', parameters: status === undefined ? [] : [status] }),
  });
  await expect(resolve({ build }, {})).resolves.toEqual({ sql: 'select 1', parameters: [] });
});

test('its session runs one select at a time, and another one after one that failed', async () => {
  let running = 0;
  let most = 0;
  const connection = fakeConnection();
  const slow: Pick<Connection, 'query'> = {
    async query<Row extends object>(text: string) {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
      if (text.includes('@2000')) throw new Error('no such value');
      return connection.query<Row>(text);
    },
  };
  const query: Query = {
    name: 'recent',
    definition: { sql: 'select $1' },
    position: { file: 'shop.ts', line: 7, column: 3 },
    cases: [],
  };
  const values = [draw('common', 'orders.id')];
  const of = { id: 'recent / common', query: 'recent', label: 'common', values };
  const drawer = modelDrawer([query], modelOf(), slow);
  const drawn = await Promise.allSettled(
    [1000, 2000, 3000].map((scale) => drawer.statementsAt(scale, [of])),
  );
  expect(drawn.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(most).toBe(1);
});
