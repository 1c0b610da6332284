import { openTwin } from '../../src/engine/twin/twin';
import { startTestServer, type TestServer } from '../helpers/server';
import { pullFrom } from '../helpers/pull-from';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

test('tables whose names read alike with a dot between keep the ends of their own indexes', async () => {
  const database = await server.createDatabase('dotted');
  const connection = await database.connect();
  try {
    for (const [schema, table, first] of [
      ['a', 'b.c', 1],
      ['a.b', 'c', 1_000_001],
    ] as const) {
      await connection.query(`
        create schema "${schema}";
        create table "${schema}"."${table}" (id int primary key);
        insert into "${schema}"."${table}" select ${first} + n from generate_series(0, 9999) n;
        analyze "${schema}"."${table}"`);
    }
    const pulled = await pullFrom(connection);
    const twin = await openTwin({ server, pulled });
    try {
      for (const sql of [
        'select id from a."b.c" where id > 9990',
        'select id from "a.b".c where id < 1000011',
      ]) {
        const { rows } = await connection.query<{
          'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number } }];
        }>(`explain (format json) ${sql}`);
        const planned = await twin.planner.plan({ sql, parameters: [] });
        if (!planned.ok) throw new Error(planned.failure.message);
        expect(planned.plan.document.root.properties['Plan Rows']).toBe(
          rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'],
        );
      }
    } finally {
      await twin.close();
    }
  } finally {
    await connection.end();
    await database.drop();
  }
}, 120_000);
