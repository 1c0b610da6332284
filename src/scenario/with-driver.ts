import type { DriverName } from './driver-names';
import { mergeSessions } from './session';
import type { Case, Scenario } from './types';

/** The scenario with a driver for the cases that say neither a driver nor types. */
export function withDriver(scenario: Scenario, driver: DriverName | undefined): Scenario {
  if (driver === undefined) return scenario;
  const sent = (of: Case): Case => ({
    ...of,
    session: mergeSessions({ driver }, of.session ?? {}),
  });
  return {
    ...scenario,
    queries: scenario.queries.map((query) => ({ ...query, cases: query.cases.map(sent) })),
  };
}
