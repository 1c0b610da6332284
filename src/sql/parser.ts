import { messageOf, PlancliffError } from '../errors';
import { loadModule, parseSync, scanSync, type ScanToken } from 'libpg-query';

/** A node of PostgreSQL's parse tree, as JSON. */
export type Tree = { readonly [field: string]: unknown };

/** One statement of a parsed text. */
export interface ParsedStatement {
  /** `SelectStmt`, `CreateStmt`, … */
  readonly type: string;
  readonly tree: Tree;
}

export type Parsed =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  | {
      readonly ok: false;
      readonly message: string;
      /** Character in the text, from 1; absent where the parser names none. */
      readonly position?: number;
    };

let ready: Promise<void> | undefined;

/** Parses SQL with PostgreSQL 18's own grammar (libpg-query). */
export async function parse(sql: string): Promise<Parsed> {
  await (ready ??= loadModule());
  return parseNow(sql);
}

/**
 * The tokens of a text, comments among them, with offsets in bytes of UTF-8.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export async function scan(sql: string): Promise<readonly ScanToken[]> {
  await (ready ??= loadModule());
  if (sql.trim() === '') return [];
  try {
    return scanSync(sql).tokens;
  } catch (cause) {
    // libpg-query loses the scanner's message on its way; the parser stumbles over the same place and keeps it.
    const parsed = parseNow(sql);
    throw new PlancliffError('usage', {
      message: 'the SQL cannot be divided into statements',
      reason: parsed.ok ? 'the scanner failed' : parsed.message,
      hint: 'Close the quote or the comment.',
      cause,
    });
  }
}

/** The parser counts bytes of UTF-8; texts count UTF-16 units. */
export function characterAt(sql: string, byte: number): number {
  return Buffer.from(sql).subarray(0, byte).toString().length;
}

function parseNow(sql: string): Parsed {
  // The parser's WASM border takes an empty text for a mistake of the caller.
  if (sql.trim() === '') return { ok: true, statements: [] };
  try {
    const { stmts = [] } = parseSync(sql);
    const statements = stmts.flatMap(({ stmt }) =>
      Object.entries((stmt ?? {}) as Tree).map(([type, tree]) => ({ type, tree: tree as Tree })),
    );
    return { ok: true, statements };
  } catch (error) {
    const details = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails;
    const message = messageOf(error);
    const at = details?.cursorPosition;
    return at === undefined || at < 0
      ? { ok: false, message }
      : { ok: false, message, position: at + 1 };
  }
}
