import type { CaseValues, Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A scenario as if it had been loaded from a file. */
export function scenarioOf(name: string, ddl: string, definition: ScenarioDefinition): Scenario {
  return {
    name,
    file: __filename,
    ddl,
    definition,
    queries: Object.entries(definition.queries).map(([query, of]) => ({
      name: query,
      definition: of,
      position: { file: __filename, line: 1, column: 1 },
      cases: Object.entries(of.cases ?? { default: [] }).map(([label, values]) => ({
        id: `${query} / ${label}`,
        query,
        label,
        values: values as CaseValues,
      })),
    })),
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
  };
}
