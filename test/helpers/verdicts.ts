import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { scenarioFrom } from '../../src/definitions';
import { parseScales } from '../../src/scenario/scales';
import type { Finding } from '../../src/findings/types';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { verdictScenarios, type VerdictScenario } from '../fixtures/verdict-scenarios';
import type { TestServer } from './server';

const trialRows = [3_000, 10_000, 30_000];

/** The scenario of this name, swept, with a trial. */
export function judged(
  server: TestServer,
  name: VerdictScenario,
  options: { readonly trialRows?: readonly number[]; readonly scales?: string } = {},
): Promise<SweptScenario> {
  const given: ScenarioDefinition = verdictScenarios[name];
  // Groups are taken for fewer by samples of the usual size; what the others are about holds of small ones, too.
  const settings = name.startsWith('groups')
    ? given.settings
    : { default_statistics_target: '20', ...given.settings };
  const definition = { ...given, ...(settings === undefined ? {} : { settings }) };
  const { scales, ...rest } = options;
  return sweepScenario({
    server,
    scenario: scenarioFrom(name.replaceAll(' ', '-'), definition),
    engine: virtualEngine,
    trialRows,
    // Which kind of harm, by what it is measured, and what helps: none of it depends on where exactly the change is.
    precision: 0.2,
    ...(scales === undefined ? {} : { scales: parseScales(scales) }),
    ...rest,
  });
}

export const harmful = (
  { findings }: SweptScenario,
  query?: string,
): readonly Pick<Finding, 'severity' | 'kind' | 'advice' | 'why' | 'at' | 'measured'>[] =>
  findings.filter(
    (each) => each.severity !== 'info' && (query === undefined || each.query === query),
  );

/** The only error or warning of a query. */
export function errorOf(swept: SweptScenario, query: string): Finding {
  const [found, ...others] = swept.findings.filter(
    (each) => each.severity !== 'info' && each.query === query,
  );
  expect(others.map(({ kind }) => kind)).toEqual([]);
  if (found === undefined) throw new Error(`No error or warning of ${query}`);
  expect(found.severity).toBe('error');
  expect(found.measured?.plan.work).toBeGreaterThan(10 * (found.measured?.resultRows ?? 0));
  return found;
}
