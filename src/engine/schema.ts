import path from 'node:path';
import { PlancliffError } from '../errors';
import type { Connection, Server } from '../postgres/types';
import type { Scenario } from '../scenario/types';
import { extensionHint } from '../schema/extension-hint';
import { readStatements } from '../schema/read-statements';
import { type OnSlow, refusalOf } from '../schema/run-statement';
import { type RefusedStatement, runStatements } from '../schema/run-statements';
import { installClock } from '../sql/pin-clock';
import { reasonOf, type ServerError } from '../postgres/server-error';

/**
 * Creates the scenario's schema in an empty database, with the scenario's clock in its views and defaults: plans and
 * rows that depend on them are then the same on any day. Statements that this server cannot run as they are, as
 * pg_dump writes some, are skipped or replaced.
 *
 * @returns what was skipped or replaced, one line each
 * @throws PlancliffError `scenario`, with the server's message and the line of the schema it speaks of.
 */
export async function applySchema(
  connection: Connection,
  scenario: Scenario,
  server: Pick<Server, 'kind' | 'major'>,
  onSlow?: OnSlow,
): Promise<readonly string[]> {
  const statements = await readStatements(scenario.ddl).catch((error: unknown) => {
    if (!(error instanceof PlancliffError)) throw error;
    throw new PlancliffError('scenario', {
      message: `${scenario.name}: the schema does not load (${schemaPlace(scenario, undefined)})`,
      reason: error.reason ?? error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  });
  const { notes, refused } = await runStatements(connection, statements, {
    mayCreateRoles: server.kind === 'embedded',
    installClock: () => installClock(connection, scenario.clock, [scenario.ddl]),
    placeOf: (offset) => schemaPlace(scenario, offset),
    onSlow,
  });
  if (refused !== undefined) throw schemaError(refused, scenario, server);
  return notes;
}

/** The server's refusal of a schema as an error that names file and line. */
function schemaError(
  { statement, offset, error }: RefusedStatement,
  scenario: Scenario,
  server: Pick<Server, 'kind' | 'major'>,
): PlancliffError {
  const refusal = error as ServerError;
  const { extname, plname } = statement.tree;
  const named = extname ?? plname;
  const extension = typeof named === 'string' ? named : undefined;
  const lacks = extension !== undefined && unavailable.test(refusal.message);
  return new PlancliffError('scenario', {
    message: `${scenario.name}: the schema does not load (${schemaPlace(scenario, offset)})`,
    reason: lacks
      ? `this installation of PostgreSQL ${server.major} does not contain the extension ${extension}`
      : reasonOf({ ...refusal, message: refusalOf(refusal, statement.sql) }),
    hint:
      lacks || (extension !== undefined && unloadable.test(refusal.message))
        ? extensionHint(extension, server)
        : (refusal.hint ?? 'Run the schema in psql against an empty database to see it alone.'),
    cause: error,
  });
}

/** parse_extension_control_file, src/backend/commands/extension.c; before 15 only the file is named. */
const unavailable = /^extension ".*" is not available|could not open extension control file/;

/** Its library, or one that this needs: the bundled PL/Perl and PL/Python need those of another system (dfmgr.c). */
const unloadable = /^could not (load library|access file)/;

/** `file:line` for a schema in a file of its own; for one inside the scenario, the line of its text. */
function schemaPlace(scenario: Scenario, offset: number | undefined): string {
  const { schema } = scenario.definition;
  const line = offset === undefined ? undefined : scenario.ddl.slice(0, offset).split('\n').length;
  if (typeof schema === 'string') {
    return line === undefined ? scenario.file : `${scenario.file}, line ${line} of the schema`;
  }
  const file = path.resolve(path.dirname(scenario.file), schema.file);
  return line === undefined ? file : `${file}:${line}`;
}
