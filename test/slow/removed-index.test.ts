import { expectMissed } from '../helpers/removed-index';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

test.each([
  {
    scenario: 'saas',
    query: 'open tasks of a person',
    index: 'tasks_open_assignee_idx',
    scales: '10k',
    statement:
      "create index tasks_open_assignee_idx on tasks (assignee_id) where deleted_at is null and state <> 'done';",
  },
  {
    scenario: 'web-shop',
    query: 'newest orders',
    index: 'orders_placed_at_idx',
    scales: '10k',
    statement: 'create index orders_placed_at_idx on orders (placed_at);',
  },
  {
    scenario: 'event-log',
    query: 'heartbeats of an hour',
    index: 'heartbeats_sent_at_brin',
    scales: '100k',
    statement: 'create index heartbeats_sent_at_brin on heartbeats using brin (sent_at);',
  },
])('$index, which $scenario needs, is missed in CI, by query and row count', (needed) =>
  expectMissed(server, needed),
);
