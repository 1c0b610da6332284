import { sharedTestServer, type TestServer } from '../helpers/server';
import { visitAll } from '../helpers/visits';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

// A dead entry at the end of an index counts for the planner as long as any transaction of the server is older than the
// one that deleted it (SnapshotNonVacuumable and get_actual_variable_endpoint, src/backend/utils/adt/selfuncs.c).
test('a transaction of another database that stays open changes nothing', async () => {
  const order = [9_000_000, 500_000, 1_010_000];
  const quiet = await visitAll(server, order, 1);
  const other = await server.open();
  try {
    await other.connection.query('begin; select pg_current_xact_id()');
    expect(await visitAll(server, order, 1)).toEqual(quiet);
  } finally {
    await other.connection.query('rollback');
    await other.end();
  }
}, 120_000);
