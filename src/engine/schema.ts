import path from 'node:path';
import { PlancliffError } from '../errors';
import type { Connection } from '../postgres/types';
import type { Scenario } from '../scenario/types';

/**
 * Creates the scenario's schema in an empty database.
 *
 * @throws PlancliffError `scenario`, with the server's message and the line of the schema it speaks of.
 */
export async function applySchema(connection: Connection, scenario: Scenario): Promise<void> {
  try {
    await connection.query(scenario.ddl);
  } catch (error) {
    throw schemaError(error, scenario);
  }
}

/** The server's refusal of a schema as an error that names file and line. */
export function schemaError(error: unknown, scenario: Scenario): PlancliffError {
  const { message, position, hint, detail } = error as ServerMessage;
  const place = schemaPlace(scenario, position === undefined ? undefined : Number(position));
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
