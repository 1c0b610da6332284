import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/definitions';
import type { Finding } from '../../src/findings/types';
import type { ScenarioDefinition } from '../../src/scenario/types';
import type { TestServer } from './server';
import { causeScenarios } from '../fixtures/cause-scenarios';

/** The scenario of this name, swept, with a trial. */
export function swept(
  server: TestServer,
  name: keyof typeof causeScenarios,
  trialRows: readonly number[],
): Promise<SweptScenario> {
  const definition: ScenarioDefinition = causeScenarios[name];
  const scenario = scenarioFrom(name, definition);
  return sweepScenario({ server, scenario, engine: virtualEngine, trialRows });
}

/** The one error of a query, whose figures were measured. */
export function errorOf({ findings }: SweptScenario, query: string): Finding {
  const [found, ...others] = findings.filter(
    (each) => each.severity !== 'info' && each.query === query,
  );
  expect(others.map(({ kind }) => kind)).toEqual([]);
  expect(found).toMatchObject({ severity: 'error' });
  if (found?.measured === undefined) throw new Error(`Nothing was measured of ${query}`);
  return found;
}
