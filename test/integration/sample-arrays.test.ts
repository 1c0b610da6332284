import fc from 'fast-check';
import { bigints, bigintText } from '../../src/engine/virtual/rows/insert-rows';
import { createOwnSchema } from '../../src/postgres/own-schema';
import { holdDraws } from '../../src/engine/virtual/rows/sample-source';
import type { Relation } from '../../src/engine/virtual/catalog/relations';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open('');
});
afterAll(async () => {
  await database.end();
  await server.close();
});

test('the server reads whole numbers in binary as it reads them as text', async () => {
  const connection = await database.connect();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: Number.MAX_SAFE_INTEGER })), async (values) => {
        const { rows } = await connection.query<{ same: boolean; count: number }>(
          `select $1::bigint[] = '${bigintText(values)}'::bigint[] as same,
             cardinality($1::bigint[]) as count`,
          [bigints(values)],
        );
        expect(rows).toEqual([{ same: true, count: values.length }]);
      }),
      { examples: [[[]], [[0]], [[2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]]] },
    );
  } finally {
    await connection.end();
  }
});

test('draw keys that stay on the server are numbered in their order', async () => {
  await createOwnSchema(database.connection);
  const relation = { oid: 12 } as Relation;
  const { source, parameters, count } = await holdDraws(
    database.connection,
    relation,
    [30, 10, 20],
  );
  expect(count).toBe(3);
  const { rows } = await database.connection.query(
    `select s.i::int, s.d::int from (${source}) as s`,
    parameters,
  );
  expect(rows).toEqual([
    { i: 1, d: 30 },
    { i: 2, d: 10 },
    { i: 3, d: 20 },
  ]);
});
