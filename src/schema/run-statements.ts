import { isServerError } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import { pinnedSchema } from '../sql/pin-clock';
import { adaptStatement } from './adapt';
import { createdSchemas } from './created-object';
import { changesFacts, readFacts } from './read-facts';
import type { FileStatements, FileStatement } from './read-statements';
import { resetSession } from './reset-session';
import { limitStatements, mayChangeLimit, type OnSlow, runStatement } from './run-statement';

/** A statement that the server refused. */
export interface RefusedStatement {
  readonly statement: FileStatement;
  /** Offset in the file's text that the server's message is about. */
  readonly offset: number;
  readonly error: unknown;
}

export interface RunOptions {
  /** Whether roles may be created on the server: it is plancliff's own. */
  readonly mayCreateRoles: boolean;
  /** Called before the first statement that asks for the time; returns the schema of the clock. */
  readonly installClock: () => Promise<string>;
  /** The place of a statement, as messages name it. */
  readonly placeOf: (offset: number) => string;
  /** Called once for a statement that takes long. */
  readonly onSlow?: OnSlow | undefined;
}

/** What was run: notes of what was skipped or replaced, each once, and the statement that ended the run, if any. */
export interface RunResult {
  readonly notes: readonly string[];
  readonly refused?: RefusedStatement;
}

/**
 * Runs a file's statements one after the other, as psql does, each adapted to this server. Ends at the first that the
 * server refuses. The session's settings are as before when all is done: a dump empties the search path.
 */
export async function runStatements(
  connection: Connection,
  { statements, commands }: FileStatements,
  { mayCreateRoles, installClock, placeOf, onSlow }: RunOptions,
): Promise<RunResult> {
  const notes = new Set<string>();
  if (commands.length > 0) {
    notes.add(`skipped commands of psql: ${[...new Set(commands)].sort().join(', ')}`);
  }
  const given = { mayCreateRoles, createdSchemas: createdSchemas(statements) };
  let facts = await readFacts(connection, given);
  let clock: string | undefined;
  await limitStatements(connection);
  for (const statement of statements) {
    const { run, note } = adaptStatement(statement, facts);
    if (note !== undefined) notes.add(note);
    for (const sql of run) {
      let pinned = await pinnedSchema(sql, clock ?? 'unknown');
      if (pinned.sql !== sql && clock === undefined) {
        clock = await installClock();
        pinned = await pinnedSchema(sql, clock);
      }
      try {
        const named = { place: placeOf(statement.offset), text: statement.sql };
        await runStatement(connection, pinned.sql, named, onSlow);
      } catch (error) {
        if (!isServerError(error)) throw error;
        const position = Number(error.position ?? 1);
        const offset = statement.offset + Math.max(0, pinned.original(position) - 1);
        return { notes: [...notes], refused: { statement, offset, error } };
      }
    }
    if (mayChangeLimit(statement.type)) await limitStatements(connection);
    if (changesFacts(statement, run)) facts = await readFacts(connection, given);
  }
  await resetSession(connection);
  return { notes: [...notes] };
}
