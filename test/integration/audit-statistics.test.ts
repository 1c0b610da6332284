import { readStatistics } from '../../src/postgres/catalog/column-statistics';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

test('columns are found whose names contain dots and quotes', async () => {
  const database = await server.open(`
    create schema "shop.eu";
    create table "shop.eu"."orders.v1" ("net.price" int, "say ""hi""" int);
    create table plain ("a.b" int);
    insert into "shop.eu"."orders.v1" select 7, 8 from generate_series(1, 100);
    insert into plain select 9 from generate_series(1, 100);
    analyze;`);
  try {
    const names = [
      'shop.eu.orders.v1.net.price', 'orders.v1.net.price', 'plain.a.b', '"orders.v1"."net.price"',
      'orders.v1.say "hi"', '"shop.eu"."orders.v1"."say ""hi"""', 'plain.b', 'eu.orders.v1.net.price',
    ]; // prettier-ignore
    const found = await readStatistics(database.connection, names);
    expect(
      names.map((name) => {
        const looked = found.get(name);
        return looked?.ok === true ? looked.column.common[0] : 'none';
      }),
    ).toEqual(['7', '7', '9', '7', '8', '8', 'none', 'none']);
  } finally {
    await database.end();
  }
});
