import { PlancliffError } from '../../errors';
import { quoteIdent } from '../../postgres/quote';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';
import { readStatements, type FileStatement } from '../../schema/read-statements';

/**
 * Creates a pulled schema in an empty database. A statement that names what is not there yet waits for a later round;
 * what no round can run is left out.
 *
 * @returns what was left out, one line each
 */
export async function applySchema(
  connection: Connection,
  schema: string,
): Promise<readonly string[]> {
  const { statements } = await readStatements(schema);
  await connection.query('set check_function_bodies = off; set client_min_messages = error');
  let waiting: readonly FileStatement[] = statements;
  let refusals = new Map<FileStatement, string>();
  while (waiting.length > 0) {
    const refused = await runAll(connection, waiting);
    if (refused.size === waiting.length) {
      refusals = refused;
      break;
    }
    waiting = [...refused.keys()];
  }
  return [...refusals].map(([{ sql }, reason]) => `${headOf(sql)}: ${reason}`);
}

/** Statements that are sent at once: one of them that is refused takes the others back with it. */
const atOnce = 50;

async function runAll(
  connection: Connection,
  statements: readonly FileStatement[],
): Promise<Map<FileStatement, string>> {
  const refused = new Map<FileStatement, string>();
  for (let from = 0; from < statements.length; from += atOnce) {
    const some = statements.slice(from, from + atOnce);
    if ((await tried(connection, some.map(({ sql }) => sql).join(';\n'))) === undefined) continue;
    for (const statement of some) {
      const reason = await tried(connection, statement.sql);
      if (reason !== undefined) refused.set(statement, reason);
    }
  }
  return refused;
}

/** Why the server refused a text; undefined where it ran. */
async function tried(connection: Connection, sql: string): Promise<string | undefined> {
  try {
    await connection.query(sql);
    return undefined;
  } catch (error) {
    if (!isStatementError(error)) throw error;
    return error.message;
  }
}

/**
 * Changes a schema that was created.
 *
 * @param searchPath schemas in which names without one are looked for
 * @throws PlancliffError `usage` where the server refuses a statement
 */
export async function alterSchema(
  connection: Connection,
  statements: readonly string[],
  searchPath: readonly string[],
): Promise<void> {
  if (statements.length === 0) return;
  await connection.query(`set search_path = ${searchPath.map(quoteIdent).join(', ') || "''"}`);
  for (const sql of statements) {
    const reason = await tried(connection, sql);
    if (reason === undefined) continue;
    throw new PlancliffError('usage', {
      message: `the twin cannot be changed: ${headOf(sql)}`,
      reason,
      hint: 'Write names with their schema where it is not in the search path of the role.',
    });
  }
  await connection.query('reset search_path');
}

/** The first words of a statement, up to the name of what it creates. */
function headOf(sql: string): string {
  return sql.replace(/\s+/g, ' ').slice(0, 80);
}
