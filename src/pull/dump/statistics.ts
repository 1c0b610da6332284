import { readStatements, type FileStatement } from '../../schema/read-statements';
import { nodeOf } from '../../sql/nodes';
import { nameParts, walk } from '../../sql/walk';
import { isStatementError } from '../../postgres/server-error';
import type { Connection } from '../../postgres/types';

/** A call that gives a relation or a column its statistics, as `pg_dump --statistics-only` of PostgreSQL 18 writes it. */
export interface RestoreCall {
  readonly sql: string;
  /** `schema.table`, or `schema.table.column`, for messages. */
  readonly of: string;
}

/**
 * The statistics in a dump.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export async function statisticsOfDump(text: string): Promise<readonly RestoreCall[]> {
  const { statements } = await readStatements(text);
  return statements.filter(isRestoreCall).map(({ sql, tree }) => ({ sql, of: targetOf(tree) }));
}

const restores = new Set(['pg_restore_relation_stats', 'pg_restore_attribute_stats']);

/** Whether a statement calls one of the two functions and does nothing else. */
function isRestoreCall({ type, tree }: FileStatement): boolean {
  if (type !== 'SelectStmt') return false;
  let calls = 0;
  let others = 0;
  walk(tree, (key, node) => {
    if (key === 'FuncCall') {
      if (restores.has(nameParts(node['funcname']).at(-1) ?? '')) calls += 1;
      else others += 1;
    }
    if (key === 'SubLink' || key === 'RangeVar' || key === 'intoClause') others += 1;
  });
  return calls === 1 && others === 0;
}

/** Arguments come in pairs of a name and a value. */
function targetOf(tree: FileStatement['tree']): string {
  const constants: string[] = [];
  walk(tree, (key, node) => {
    const text = nodeOf(node, 'sval')?.['sval'];
    if (key === 'A_Const') constants.push(typeof text === 'string' ? text : '');
  });
  return ['schemaname', 'relname', 'attname']
    .flatMap((name) => {
      const at = constants.indexOf(name);
      return at < 0 ? [] : [constants[at + 1] ?? ''];
    })
    .join('.');
}

/**
 * Restores statistics in a database that has the tables. Needs PostgreSQL 18.
 *
 * @returns what the server refused, as `schema.table.column: reason`
 */
export async function restoreDumped(
  connection: Connection,
  calls: readonly RestoreCall[],
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const { sql, of } of calls) {
    try {
      await connection.query(sql, []);
    } catch (error) {
      if (!isStatementError(error)) throw error;
      refused.push(`${of}: ${error.message}`);
    }
  }
  return refused;
}
