import { sharedTestServer, type TestServer } from '../helpers/server';
import { expectSameInAnyOrder } from '../helpers/visits';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

const scales = [
  900, 12_000, 37_000, 120_000, 500_000, 1_000_000, 1_010_000, 9_000_000, 800_000_000,
];

test('a row count has the same plans, statistics, sizes and end rows in whatever order the visits come', () =>
  expectSameInAnyOrder(server, scales, { orders: 2, longest: 10 }));
