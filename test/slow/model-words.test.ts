import type { Scenario } from '../../src/scenario/types';
import { documents } from '../fixtures/worlds/documents';
import { growths } from '../fixtures/worlds/growths';
import { numbers } from '../fixtures/worlds/numbers';
import { tracker } from '../fixtures/worlds/tracker';
import { expectAsLoaded, quarter } from '../helpers/as-loaded';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

/** How often the numbers of parents are met is too much a matter of chance in a small sample. */
const worlds: readonly (readonly [rows: number, scenario: Scenario, settings?: typeof quarter])[] =
  [
    [20_000, tracker, quarter],
    [25_000, growths, quarter],
    [60_000, numbers],
    [22_500, documents, quarter],
  ];

test.each(
  worlds.map(([rows, scenario, settings]) => [scenario.name, rows, scenario, settings] as const),
)(
  'statistics and sizes of %s at %d rows are those of really loaded rows',
  (_, rows, scenario, settings) => expectAsLoaded(server, scenario, rows, settings),
);
