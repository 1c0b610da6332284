import { letters } from '../fixtures/trial-scenarios';
import { expectSameTimelines } from '../helpers/no-trial';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

test('a trial leaves the timelines as they are: letters', () =>
  expectSameTimelines(server, letters()));
