import type { AnyDatabase, ScenarioDefinition } from './types';

/**
 * Declares a scenario, as the default export of a module in `scenarios/`. With a `Database` interface
 * (as Kysely's are written) the types know its tables and columns:
 *
 *     export default defineScenario<Database>({ schema, driving, tables, queries })
 *
 * Checks nothing itself: the loader does, and can then name file and place.
 */
export function defineScenario<DB = AnyDatabase>(
  definition: ScenarioDefinition<DB>,
): ScenarioDefinition<DB> {
  return definition;
}
