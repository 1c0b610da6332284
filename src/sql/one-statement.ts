import { parse, type ParsedStatement } from './parse';

export type OneStatement =
  | { readonly ok: true; readonly statement: ParsedStatement }
  | {
      readonly ok: false;
      readonly reason: string;
      /** `syntax` where the grammar refuses the text, `count` where it contains no statement or several. */
      readonly because: 'syntax' | 'count';
      /** Character in the text, from 1, where it does not parse. */
      readonly position?: number;
    };

/** Parses a text that must be one statement. What PostgreSQL 18's grammar does not know is refused. */
export async function oneStatement(sql: string): Promise<OneStatement> {
  const parsed = await parse(sql);
  if (!parsed.ok) {
    const { message: reason, position } = parsed;
    return {
      ok: false,
      because: 'syntax',
      reason,
      ...(position === undefined ? {} : { position }),
    };
  }
  const [statement, ...others] = parsed.statements;
  if (statement !== undefined && others.length === 0) return { ok: true, statement };
  const reason =
    statement === undefined
      ? 'it contains no statement'
      : `it contains ${others.length + 1} statements; a query must be one`;
  return { ok: false, because: 'count', reason };
}

/** Statements that change rows, by their verbs. Parse analysis alone takes ROW EXCLUSIVE on their targets. */
export const modifying: ReadonlyMap<string, string> = new Map([
  ['InsertStmt', 'insert'],
  ['UpdateStmt', 'update'],
  ['DeleteStmt', 'delete'],
  ['MergeStmt', 'merge'],
]);

/** Nodes for which parse analysis takes more than ACCESS SHARE, though it changes nothing. */
export const lockingNodes: readonly string[] = ['LockingClause', ...modifying.keys()];

const known: ReadonlyMap<string, string> = new Map([
  ['TRANSACTION', 'BEGIN, COMMIT or ROLLBACK'],
  ['VARIABLE SET', 'SET'],
]);

/** `CreateTableAsStmt` as `CREATE TABLE AS`. */
export function statementName(type: string): string {
  const words = type
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
  return known.get(words) ?? words;
}
