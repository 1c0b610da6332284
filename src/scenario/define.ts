import type { AnyDatabase } from '../model/definition';
import type { BuiltQuery, ScenarioDefinition } from './types';

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

/**
 * A query of a scenario whose cases are typed by the parameter of `build`: a name that `build` does not take, one that
 * is missing and a value of another type are type errors.
 *
 *     builtQuery({
 *       build: ({ status }: { status: string }) => db.selectFrom('orders').where('status', '=', status),
 *       cases: { common: { status: draw.common('orders.status') } },
 *     })
 */
export function builtQuery<Values>(definition: BuiltQuery<Values>): BuiltQuery<Values> {
  return definition;
}
