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
  // Counted from the previous statement: from the start of the text, the time would grow with the square of its length.
  let [line, counted] = [1, 0];
  const finish = (): void => {
    if (start !== undefined) {
      for (
        let at = sql.indexOf('\n', counted);
        at >= 0 && at < start;
        at = sql.indexOf('\n', at + 1)
      )
        line += 1;
      counted = start;
      statements.push({
        sql: sql.slice(start, end),
        offset: start,
        line,
        ...(name === undefined ? {} : { name }),
      });
    }
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

/** sqlc's `-- name: GetOrders :many` and plain names alike. */
function nameIn(comment: string): string | undefined {
  return /^(?:--|\/\*)\s*name:\s*(.+?)(?:\s+:\w+)?\s*(?:\*\/)?\s*$/.exec(comment)?.[1];
}
