import { PlancliffError } from '../errors';
import { queryCanceled } from '../postgres/server-error';
import type { Connection } from '../postgres/types';

/** A statement that runs, as messages name it: `schema.sql:12: do $$ begin`. */
export type OnSlow = (statement: string) => void;

export interface RunningStatement {
  /** As `schema.sql:12`. */
  readonly place: string;
  /** As its author wrote it. */
  readonly text: string;
}

/** Milliseconds after which a statement is named. */
const slow = 5_000;

/** What a statement of a schema may take: far beyond any DDL over empty tables. */
const limit = '5min';

/**
 * Ends statements of this session that do not end by themselves. A statement of the file may have set a limit of its
 * own, as pg_dump does with `set statement_timeout = 0`: call it again after such a one.
 */
export async function limitStatements(connection: Connection): Promise<void> {
  // In a transaction that has failed nothing can be set; its other statements fail at once.
  await connection.query(`set statement_timeout = '${limit}'`).catch(() => undefined);
}

/** Whether a statement of this node type may have changed the limit. */
export function mayChangeLimit(type: string | undefined): boolean {
  return type === 'VariableSetStmt' || type === 'DiscardStmt';
}

/**
 * Runs a statement of a schema, and names it where it takes long.
 *
 * @throws PlancliffError with the statement in `during`, where the server, its disk or the connection fails
 */
export async function runStatement(
  connection: Connection,
  sql: string,
  { place, text }: RunningStatement,
  onSlow: OnSlow = () => undefined,
): Promise<void> {
  const named = `${place}: ${firstLine(text)}`;
  const timer = setTimeout(() => onSlow(named), slow);
  try {
    await connection.query(sql);
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    throw new PlancliffError(error.code, { ...partsOf(error), during: named });
  } finally {
    clearTimeout(timer);
  }
}

function partsOf({ message, reason, hint, cause }: PlancliffError) {
  return {
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(hint === undefined ? {} : { hint }),
    cause,
  };
}

const longest = 60;

/** The first line with something in it. */
function firstLine(text: string): string {
  const line =
    text
      .split('\n')
      .map((each) => each.trim())
      .find((each) => each !== '' && !each.startsWith('--')) ?? '';
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/**
 * The server's message about a statement. Where the limit of plancliff ended the statement, the message says so, and
 * contains the first line of `text` where this is given.
 */
export function refusalOf(
  { code, message }: { readonly code: string; readonly message: string },
  text?: string,
): string {
  if (code !== queryCanceled || !message.includes('statement timeout')) return message;
  const named = text === undefined ? 'the statement' : `the statement "${firstLine(text)}"`;
  return `${named} did not end within ${limit.replace('min', ' minutes')}`;
}
