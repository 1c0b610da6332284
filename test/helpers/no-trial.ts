import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Scenario } from '../../src/scenario/types';
import type { TestServer } from './server';

const swept = (server: TestServer, scenario: Scenario, noTrial: boolean): Promise<SweptScenario> =>
  sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
    noTrial,
    trialRows: [1_000, 3_000],
    precision: 0.05,
  });

/** A trial leaves the timelines as they are. */
export async function expectSameTimelines(server: TestServer, scenario: Scenario): Promise<void> {
  const [withTrial, without] = [
    await swept(server, scenario, false),
    await swept(server, scenario, true),
  ];
  expect(withTrial.measurements.cases.length).toBeGreaterThan(0);
  expect(without.measurements.cases).toEqual([]);
  expect(withTrial.timelines.flatMap(({ ranges }) => ranges).length).toBeGreaterThan(
    withTrial.timelines.length,
  );
  expect(withTrial.timelines).toEqual(without.timelines);
  expect(withTrial.unplannable).toEqual(without.unplannable);
}
