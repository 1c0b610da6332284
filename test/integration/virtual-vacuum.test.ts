import { vacuum } from '../../src/engine/virtual/storage/vacuum';
import type { Relation } from '../../src/engine/virtual/catalog/relations';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open('create table few (id int primary key)');
});
afterAll(async () => {
  await database.end();
  await server.close();
});

test('a table that a snapshot keeps from being all-visible is vacuumed until it is', async () => {
  const { connection } = database;
  const { rows: found } = await connection.query<{ oid: number }>(
    "select 'few'::regclass::oid::int as oid",
  );
  const few = { oid: found[0]?.oid, sqlName: 'few' } as Relation;
  const other = await database.connect();
  try {
    await other.query('begin isolation level repeatable read; select 1');
    await connection.query('insert into few select generate_series(1, 1000)');
    await connection.query('vacuum (freeze, analyze) few');
    const visible = async () => {
      const { rows } = await connection.query(
        "select relallvisible as visible, relpages as pages from pg_class where relname = 'few'",
      );
      return rows[0];
    };
    expect(await visible()).toEqual({ visible: 0, pages: 5 });
    const vacuumed = vacuum(connection, few, [few]);
    setTimeout(() => void other.query('commit'), 150);
    await vacuumed;
    expect(await visible()).toEqual({ visible: 5, pages: 5 });
  } finally {
    await other.end();
  }
});
