import { messageOf, PlancliffError } from '../errors';
import { isTooDeep, nestsTooDeep } from './nesting';
import { remember } from './remember';
import { loadModule, parseSync, scanSync } from 'libpg-query';

/** A node of PostgreSQL's parse tree, as JSON. */
export type Tree = { readonly [field: string]: unknown };

/** One statement of a parsed text. */
export interface ParsedStatement {
  /** `SelectStmt`, `CreateStmt`, … */
  readonly type: string;
  readonly tree: Tree;
}

export interface ParseFailure {
  readonly ok: false;
  readonly message: string;
  /** Character in the text, from 1; absent where the parser names none. */
  readonly position?: number;
}

export type Parsed =
  { readonly ok: true; readonly statements: readonly ParsedStatement[] } | ParseFailure;

/** A token of PostgreSQL's scanner, with offsets in UTF-16 units as `String.slice` counts. */
export interface SqlToken {
  readonly kind: 'comment' | 'semicolon' | 'parameter' | 'other';
  /** A keyword in capitals; any other token as written, an identifier in double quotes with them. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Nesting of parentheses and brackets that the token stands in. */
  readonly depth: number;
}

let ready: Promise<void> | undefined;

/** Parses SQL with PostgreSQL 18's own grammar (libpg-query). What comes back is shared by all who ask for the text. */
export const parse = remember(async (sql): Promise<Parsed> => {
  await (ready ??= loadModule());
  return parseNow(sql);
});

/**
 * The tokens of a text, comments among them, by PostgreSQL's own scanner.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export const scan = remember(async (sql): Promise<readonly SqlToken[]> => {
  await (ready ??= loadModule());
  if (sql.trim() === '') return [];
  const placeOf = placesIn(sql);
  let depth = 0;
  return tokensNow(sql).map(({ tokenName, keywordName, start: from, end: to }) => {
    const [start, end] = [placeOf(from), placeOf(to)];
    const text = sql.slice(start, end);
    if (text === ')' || text === ']') depth -= 1;
    // The scanner calls an identifier in double quotes no keyword.
    const word = keywordName === '' || keywordName === 'NO_KEYWORD' ? text : text.toUpperCase();
    const token = { kind: kindOf(tokenName), word, start, end, depth };
    if (text === '(' || text === '[') depth += 1;
    return token;
  });
});

/** Turns an offset in bytes of UTF-8, such as a `location` of the tree, into one in UTF-16 units. */
export function placesIn(sql: string): (byte: number) => number {
  const length = Buffer.byteLength(sql);
  if (length === sql.length) return (byte) => byte;
  const places = new Uint32Array(length + 1);
  let byte = 0;
  let place = 0;
  for (const character of sql) {
    places.fill(place, byte, (byte += Buffer.byteLength(character)));
    place += character.length;
  }
  places[byte] = place;
  return (at) => places[at] ?? sql.length;
}

function kindOf(tokenName: string): SqlToken['kind'] {
  if (tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT') return 'comment';
  if (tokenName === 'ASCII_59') return 'semicolon';
  return tokenName === 'PARAM' ? 'parameter' : 'other';
}

function tokensNow(sql: string): ReturnType<typeof scanSync>['tokens'] {
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

function parseNow(sql: string): Parsed {
  // The parser's WASM border takes an empty text for a mistake of the caller.
  if (sql.trim() === '') return { ok: true, statements: [] };
  try {
    const { stmts = [] } = parseSync(sql);
    if (isTooDeep(stmts)) return { ok: false, message: nestsTooDeep };
    const statements = stmts.flatMap(({ stmt }) =>
      Object.entries((stmt ?? {}) as Tree).map(([type, tree]) => ({ type, tree: tree as Tree })),
    );
    return { ok: true, statements };
  } catch (error) {
    const details = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails;
    const message = error instanceof RangeError ? nestsTooDeep : messageOf(error);
    const at = details?.cursorPosition;
    return at === undefined || at < 0
      ? { ok: false, message }
      : { ok: false, message, position: at + 1 };
  }
}
