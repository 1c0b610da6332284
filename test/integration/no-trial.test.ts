import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { alerts, letters } from './trial-scenarios';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

const swept = (scenario: Scenario, noTrial: boolean) =>
  sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    noTrial,
    trialRows: [1_000, 3_000],
    precision: 0.05,
  });

test.each([alerts(), letters()].map((scenario) => [scenario.name, scenario] as const))(
  'a trial leaves the timelines as they are: %s',
  async (_, scenario) => {
    const [withTrial, without] = [await swept(scenario, false), await swept(scenario, true)];
    expect(withTrial.measurements.cases.length).toBeGreaterThan(0);
    expect(without.measurements.cases).toEqual([]);
    expect(withTrial.timelines.flatMap(({ ranges }) => ranges).length).toBeGreaterThan(
      withTrial.timelines.length,
    );
    expect(withTrial.timelines).toEqual(without.timelines);
    expect(withTrial.unplannable).toEqual(without.unplannable);
  },
);
