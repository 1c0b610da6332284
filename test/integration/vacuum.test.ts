import { vacuum } from '../../src/engine/vacuum';
import { sharedTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await sharedTestServer();
  database = await server.open(`
    create table few (id int primary key);
    create table parted (id int) partition by range (id);
    create table parted_low partition of parted for values from (0) to (500);
    create table parted_high partition of parted for values from (500) to (5000)`);
});
afterAll(async () => {
  await database.end();
  await server.close();
});

async function pagesOf(pattern: string): Promise<{ visible: number; pages: number }> {
  const { rows } = await database.connection.query<{ visible: number; pages: number }>(
    `select sum(relallvisible)::int as visible, sum(relpages)::int as pages from pg_class
     where relname like $1 and relkind = 'r'`,
    [pattern],
  );
  return rows[0] as { visible: number; pages: number };
}

test.each([
  ['few', 'few', true, 5],
  ['parted', 'parted\\_%', true, 6],
  ['few', 'few', false, 5],
])(
  '%s, which a snapshot keeps from being all-visible, is vacuumed until it is',
  async (relation, files, analyze, pages) => {
    const { connection } = database;
    const other = await database.connect();
    try {
      await connection.query(`truncate ${relation}`);
      await other.query('begin isolation level repeatable read; select 1');
      await connection.query(`insert into ${relation} select generate_series(0, 999)`);
      await connection.query(`vacuum (freeze, analyze) ${relation}`);
      expect(await pagesOf(files)).toEqual({ visible: 0, pages });
      const vacuumed = vacuum(connection, [relation], { analyze });
      setTimeout(() => void other.query('commit'), 150);
      await vacuumed;
      expect(await pagesOf(files)).toEqual({ visible: pages, pages });
    } finally {
      await other.end();
    }
  },
);
