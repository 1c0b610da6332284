import { readModel } from '../../src/check/read-model';
import { PlancliffError } from '../../src/errors';
import { reference, serial, sql, weighted } from '../../src/model/distributions';
import { skew } from '../../src/model/skew';
import { fixed } from '../../src/model/growth';
import type { Distribution } from '../../src/model/types';
import { scenarioOf } from '../helpers/scenario-of';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

interface Given {
  readonly index: string;
  readonly columns: { readonly [name: string]: Distribution };
  readonly to: number;
}

async function refusal({ index, columns, to }: Given): Promise<PlancliffError | undefined> {
  const ddl = `create table p (id bigint primary key);
    create table t (id bigint primary key, k text, kind text, p bigint references p (id)); ${index};`;
  const scenario = scenarioOf('unique', ddl, {
    schema: ddl,
    driving: 't',
    tables: {
      p: { rows: fixed(1_000_000), columns: { id: serial() } },
      t: { columns: { id: serial(), ...columns } },
    },
    queries: { q: { sql: 'select * from t' } },
  });
  const error: unknown = await readModel(server, scenario, { from: 1e3, to }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined || error instanceof PlancliffError) return error;
  throw error as Error;
}

const plain = 'create unique index t_key on t (k)';

test.each([
  [
    'keys that rows in the middle have twice',
    {
      index: plain,
      columns: { k: sql('case when i between 400001 and 500000 then i + 100000 else i end') },
      to: 1e6,
    },
  ],
  [
    'keys that all rows of a billion have twice',
    {
      index: plain,
      columns: { k: sql('case when n < 1000000 then i else i % (n / 2 + 7) end') },
      to: 1e9,
    },
  ],
  ['a key of few draws', { index: plain, columns: { k: sql("'k' || floor(u * 1e7)") }, to: 1e6 }],
  [
    'rows of a partial index',
    {
      index: "create unique index t_key on t (p) where kind = 'open'",
      columns: {
        kind: weighted({ open: 1, done: 999 }),
        p: reference('p', { skew: skew.zipf(1.1) }),
      },
      to: 1e8,
    },
  ],
  [
    'an expression',
    {
      index: 'create unique index t_key on t (lower(k))',
      columns: { k: sql("case when i > 5000 then 'K' else 'k' end || i % 400000") },
      to: 1e7,
    },
  ],
])('finds %s', async (_, given) => {
  const error = await refusal(given);
  expect(error?.message).toContain('two rows have the same key in the unique index t_key');
  expect(error?.reason).toMatch(/^rows \d+ and \d+ of \d+ both have the key \(/);
  expect(error?.hint).toContain('(btree (');
});

test.each([
  ['a key of the row number', { index: plain, columns: { k: sql("'k' || i") }, to: 1e9 }],
  ['nulls', { index: plain, columns: { k: sql('case when i < 10 then i::text end') }, to: 1e9 }],
  [
    'an index with another column that no other row has',
    { index: 'create unique index t_key on t (k, id)', columns: { k: sql("'k'") }, to: 1e9 },
  ],
  [
    'rows that a partial index leaves out',
    {
      index: "create unique index t_key on t (k) where kind = 'none'",
      columns: { kind: weighted({ open: 1 }), k: sql("'k'") },
      to: 1e9,
    },
  ],
])('accepts %s', async (_, given) => {
  expect(await refusal(given)).toBeUndefined();
});
