import { verifyScenario } from '../../src/verify/verify-scenario';
import { securedTracker } from '../fixtures/worlds/secured-tracker';
import { startTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

// The fixture's tests at a million rows: PLANCLIFF_TRACKER_ROWS=1000000.
const rows = Number(process.env['PLANCLIFF_TRACKER_ROWS'] ?? 80_000);

test.each(['C.UTF-8', 'de_DE'])(
  'roles, policies, types and classes of tenants are planned as over really loaded rows under %s',
  async (locale) => {
    const { agreement, unplanned } = await verifyScenario({
      server,
      scenario: securedTracker(locale),
      rows,
      runs: 4,
      statistics: false,
      ...unwatched(),
    });
    expect(unplanned).toEqual([]);
    expect(agreement.cases).toHaveLength(10);
    expect(agreement.cases.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
  },
  rows > 100_000 ? 1_200_000 : 240_000,
);
