import type { Connection } from '../postgres/types';
import { quoteLiteral } from '../postgres/quote';
import type { FileStatement } from './read-statements';

/** A setting and the value that it had before `set local`. */
export interface LocalSetting {
  readonly name: string;
  readonly before: string;
}

/**
 * `set local` as a statement for the session. Here each statement is a transaction of its own, and most migration tools
 * run a file in one that the file does not begin: what is local would have no effect. Undefined for any other statement.
 */
export function ofSession(statement: FileStatement): FileStatement | undefined {
  const { type, tree, sql } = statement;
  if (type !== 'VariableSetStmt' || tree['is_local'] !== true) return undefined;
  return { ...statement, sql: sql.replace(/^\s*set\s+local\s+/i, 'set ') };
}

/** Whether what is local ends with a statement. */
export const endsTransaction = ({ type, tree }: Pick<FileStatement, 'type' | 'tree'>): boolean =>
  type === 'TransactionStmt' &&
  ['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK'].includes(String(tree['kind']));

/** The value that a statement is about to change; undefined where the server has no such setting. */
export async function valueBefore(
  connection: Connection,
  { tree }: Pick<FileStatement, 'tree'>,
): Promise<LocalSetting | undefined> {
  const name = tree['name'];
  if (typeof name !== 'string') return undefined;
  const { rows } = await connection.query<{ readonly value: string | null }>(
    'select pg_catalog.current_setting($1, true) as value',
    [name],
  );
  const before = rows[0]?.value ?? undefined;
  return before === undefined ? undefined : { name, before };
}

/** Puts settings back, the last that was changed first. */
export const restoring = (changed: readonly LocalSetting[]): readonly string[] =>
  changed
    .toReversed()
    .map(
      ({ name, before }) =>
        `select pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(before)}, false)`,
    );
