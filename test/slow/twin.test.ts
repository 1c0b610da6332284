import { startTestServer, type TestServer } from '../helpers/server';
import { expectTwin } from '../helpers/twins';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

test.each(['web-shop', 'saas', 'event-log'])(
  'the twin of %s plans as the server does with the rows really loaded, and a redacted one as well',
  (name) => expectTwin(server, name),
  600_000,
);
