import { tracker } from '../fixtures/worlds/tracker';
import { expectAsLoaded, quarter } from '../helpers/as-loaded';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

test('statistics and sizes of tracker are those of really loaded rows', () =>
  expectAsLoaded(server, tracker, 20_000, quarter));
