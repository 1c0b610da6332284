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
  [20_000, tracker],
  [25_000, growths],
  [30_000, numbers],
  [22_500, documents],
];

/** A quarter of the usual sample, as each table has a quarter of the rows of one that shows the same under the usual target. */
const settings = { default_statistics_target: '25' };

test.each(worlds.map(([rows, scenario]) => [scenario.name, rows, scenario] as const))(
  'statistics and sizes of %s at %d rows are those of really loaded rows',
  async (_, rows, scenario) => {
    const { statistics = [], agreement } = await verifyScenario({
      server,
      scenario: { ...scenario, definition: { ...scenario.definition, settings } },
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
