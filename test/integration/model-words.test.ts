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

/** A quarter of the usual sample, for tables of a quarter of the rows that show the same under the usual target. */
const quarter = { default_statistics_target: '25' };

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
  async (_, rows, scenario, settings) => {
    const { statistics = [], agreement } = await verifyScenario({
      server,
      scenario: {
        ...scenario,
        definition: { ...scenario.definition, ...(settings && { settings }) },
      },
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
