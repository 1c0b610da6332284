import path from 'node:path';
import { PlancliffError } from '../errors';
import type { Connection } from '../postgres/types';
import type { Scenario } from '../scenario/types';
import { installClock, pinnedSchema } from '../workload/clock';

/**
 * Creates the scenario's schema in an empty database, with the scenario's clock in its views and defaults: plans and
 * rows that depend on them are then the same on any day.
 *
 * @throws PlancliffError `scenario`, with the server's message and the line of the schema it speaks of.
 */
export async function applySchema(connection: Connection, scenario: Scenario): Promise<void> {
  const pinned = await pinnedSchema(scenario.ddl);
  if (pinned.sql !== scenario.ddl) await installClock(connection, scenario.clock);
  try {
    await connection.query(pinned.sql);
  } catch (error) {
    throw schemaError(error, scenario, pinned.original);
  }
}

/** The server's refusal of a schema as an error that names file and line. */
export function schemaError(
  error: unknown,
  scenario: Scenario,
  original: (position: number) => number = (position) => position,
): PlancliffError {
  const { message, position, hint, detail } = error as ServerMessage;
  const at = position === undefined ? undefined : original(Number(position));
  const place = schemaPlace(scenario, at);
  return new PlancliffError('scenario', {
    message: `${scenario.name}: the schema does not load (${place})`,
    reason: detail === undefined ? message : `${message}; ${detail}`,
    hint: hint ?? 'Run the schema in psql against an empty database to see it alone.',
    cause: error,
  });
}

interface ServerMessage {
  readonly message: string;
  readonly position?: string;
  readonly hint?: string;
  readonly detail?: string;
}

/** `file:line` for a schema in a file of its own; for one inside the scenario, the line of its text. */
function schemaPlace(scenario: Scenario, position: number | undefined): string {
  const { schema } = scenario.definition;
  const line =
    position === undefined ? undefined : scenario.ddl.slice(0, position - 1).split('\n').length;
  if (typeof schema === 'string') {
    return line === undefined ? scenario.file : `${scenario.file}, line ${line} of the schema`;
  }
  const file = path.resolve(path.dirname(scenario.file), schema.file);
  return line === undefined ? file : `${file}:${line}`;
}
