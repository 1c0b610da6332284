import { parse, type Tree } from '../sql/parse';
import { splitStatements } from '../sql/split';
import { psqlText } from './psql-text';

/** One statement of an SQL file. */
export interface FileStatement {
  readonly sql: string;
  /** Offset in the file's text, in UTF-16 units. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** Node of the parse tree, as `CreateStmt`; undefined where PostgreSQL's grammar refuses it. */
  readonly type: string | undefined;
  readonly tree: Tree;
  /** Rows that follow a `copy … from stdin`. */
  readonly copied?: number;
}

/** An SQL file as psql would read it. */
export interface FileStatements {
  readonly statements: readonly FileStatement[];
  /** psql's own commands in it, as `\restrict`. */
  readonly commands: readonly string[];
}

/**
 * Divides an SQL file, as pg_dump or a migration tool writes it, into its statements.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export async function readStatements(text: string): Promise<FileStatements> {
  const { sql: blanked, commands, copied } = psqlText(text);
  const statements: FileStatement[] = [];
  for (const { sql, offset, line } of await splitStatements(blanked)) {
    const parsed = await parse(sql);
    const first = parsed.ok ? parsed.statements[0] : undefined;
    const rows = copied.get(blanked.indexOf(';', offset + sql.length));
    statements.push({
      sql,
      offset,
      line,
      type: first?.type,
      tree: first?.tree ?? {},
      ...(rows === undefined ? {} : { copied: rows }),
    });
  }
  return { statements, commands };
}
