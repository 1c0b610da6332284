import fc from 'fast-check';
import { bigints, bigintText } from '../../src/engine/virtual/sample/fill';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startTestServer();
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
