import type { Scenario } from '../../src/scenario/types';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { documents } from '../fixtures/worlds/documents';
import { growths } from '../fixtures/worlds/growths';
import { numbers } from '../fixtures/worlds/numbers';
import { tracker } from '../fixtures/worlds/tracker';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

const worlds: readonly (readonly [rows: number, scenario: Scenario])[] = [
  [80_000, tracker],
  [100_000, growths],
  [60_000, numbers],
  [90_000, documents],
];

test.each(worlds.map(([rows, scenario]) => [scenario.name, rows, scenario] as const))(
  'statistics and sizes of %s at %d rows are those of really loaded rows',
  async (_, rows, scenario) => {
    const { statistics = [], agreement } = await verifyScenario({
      server,
      scenario,
      rows,
      runs: 4,
      statistics: true,
      ...unwatched(),
    });
    expect(statistics.length).toBeGreaterThan(100);
    expect(statistics.filter(({ within }) => !within)).toEqual([]);
    expect(agreement.cases.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
  },
  180_000,
);
