import { scan } from './parse';

/** One statement of a `.sql` file. */
export interface SplitStatement {
  /** Without the semicolon, and without comments and blank lines around it. */
  readonly sql: string;
  /** Offset of `sql` in the file, in UTF-16 units as `String.slice` counts, and its line from 1. */
  readonly offset: number;
  readonly line: number;
  /** From a comment before it: `-- name: recent orders`, as several tools write it. */
  readonly name?: string;
}

/**
 * Splits a text at its semicolons, by PostgreSQL's own scanner: quotes, dollar quotes and comments may hold them. A
 * statement that does not parse stands for itself and spoils no other.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end: no end of a statement is sure from there on
 */
export async function splitStatements(sql: string): Promise<readonly SplitStatement[]> {
  const tokens = await scan(sql);
  const statements: SplitStatement[] = [];
  let name: string | undefined;
  let start: number | undefined;
  let end = 0;
  const finish = (): void => {
    if (start !== undefined) statements.push(statementAt(sql, start, end, name));
    start = undefined;
    name = undefined;
  };
  for (const token of tokens) {
    if (token.kind === 'comment') {
      if (start === undefined) name = nameIn(sql.slice(token.start, token.end)) ?? name;
    } else if (token.kind === 'semicolon') {
      finish();
    } else {
      start ??= token.start;
      end = token.end;
    }
  }
  finish();
  return statements;
}

function statementAt(
  sql: string,
  offset: number,
  end: number,
  name: string | undefined,
): SplitStatement {
  const line = sql.slice(0, offset).split('\n').length;
  return { sql: sql.slice(offset, end), offset, line, ...(name === undefined ? {} : { name }) };
}

/** sqlc's `-- name: GetOrders :many` and plain names alike. */
function nameIn(comment: string): string | undefined {
  return /^(?:--|\/\*)\s*name:\s*(.+?)(?:\s+:\w+)?\s*(?:\*\/)?\s*$/.exec(comment)?.[1];
}
