import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';
import { verifyScenario } from '../../src/verify/verify-scenario';
import { types } from '../fixtures/worlds/types';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

/** Under a lower statistics target ANALYZE reads fewer rows, and smaller tables show the same. */
const atTarget = (scenario: Scenario, target: string): Scenario => ({
  ...scenario,
  definition: { ...scenario.definition, settings: { default_statistics_target: target } },
});

test('every type of column has the statistics that ANALYZE finds, figure by figure', async () => {
  const { statistics = [] } = await verifyScenario({
    server,
    scenario: atTarget(types(), '25'),
    rows: 10_000,
    // With two, a hundred figures of chance would now and then lie beyond both.
    runs: 5,
    statistics: true,
    ...unwatched(),
  });
  const columns = statistics.filter(({ figure }) => !['pages', 'level'].includes(figure));
  expect(columns.length).toBeGreaterThan(350);
  expect(columns.filter(({ within }) => !within)).toEqual([]);
});
