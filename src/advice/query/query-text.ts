import type { ScanToken } from 'libpg-query';
import { characterAt, parse, scan, type Tree } from '../../sql/parser';

/** A part of a text, in UTF-16 units as `String.slice` counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A token of PostgreSQL's scanner; `word` is the keyword in capitals, or the text of any other token. */
export interface QueryToken extends Span {
  readonly word: string;
  /** Nesting of parentheses and brackets that the token stands in. */
  readonly depth: number;
}

/** A text with its tokens and the tree that PostgreSQL's own parser makes of it. */
export interface QueryText {
  readonly sql: string;
  /** `SelectStmt`, `DeleteStmt`, … */
  readonly type: string;
  readonly tree: Tree;
  readonly tokens: readonly QueryToken[];
  /** Turns a `location` of the tree, in bytes, into a place in `sql`. */
  readonly placeOf: (location: number) => number;
}

/** Reads one statement; undefined where the text does not parse or holds another number of statements. */
export async function readQuery(sql: string): Promise<QueryText | undefined> {
  const parsed = await parse(sql);
  if (!parsed.ok || parsed.statements.length !== 1) return undefined;
  const [statement] = parsed.statements;
  if (statement === undefined) return undefined;
  const ascii = Buffer.byteLength(sql) === sql.length;
  const placeOf = (byte: number): number => (ascii ? byte : characterAt(sql, byte));
  return { sql, ...statement, tokens: nested(await scan(sql), sql, placeOf), placeOf };
}

/** Without comments and semicolons. */
function nested(
  tokens: readonly ScanToken[],
  sql: string,
  placeOf: (byte: number) => number,
): readonly QueryToken[] {
  let depth = 0;
  const found: QueryToken[] = [];
  for (const { tokenName, keywordName, start: from, end: to } of tokens) {
    if (/COMMENT$/.test(tokenName) || tokenName === 'ASCII_59') continue;
    const [start, end] = [placeOf(from), placeOf(to)];
    const text = sql.slice(start, end);
    if (text === ')' || text === ']') depth -= 1;
    // The scanner calls an identifier in double quotes no keyword.
    const word = keywordName === '' || keywordName === 'NO_KEYWORD' ? text : text.toUpperCase();
    found.push({ start, end, word, depth });
    if (text === '(' || text === '[') depth += 1;
  }
  return found;
}

/** The tokens that lie within a span. */
export function tokensIn({ tokens }: QueryText, span: Span): readonly QueryToken[] {
  return tokens.filter(({ start, end }) => start >= span.start && end <= span.end);
}

/** The span without pairs of parentheses around all of it. */
export function withoutParentheses(query: QueryText, span: Span): Span {
  const tokens = tokensIn(query, span);
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first?.word !== '(' || last?.word !== ')' || tokens.length < 3) return span;
  const enclosed = tokens.slice(1, -1).every(({ depth }) => depth > first.depth);
  const inner = { start: tokens[1]?.start ?? 0, end: tokens.at(-2)?.end ?? 0 };
  return enclosed ? withoutParentheses(query, inner) : span;
}

/** From the first token of a span to its last. */
export function trimmed(query: QueryText, span: Span): Span {
  const tokens = tokensIn(query, span);
  return { start: tokens[0]?.start ?? span.start, end: tokens.at(-1)?.end ?? span.end };
}

export const textOf = ({ sql }: QueryText, { start, end }: Span): string => sql.slice(start, end);

/** The text with parts of it replaced; the parts do not overlap. */
export function replaced(
  sql: string,
  parts: readonly { readonly span: Span; readonly by: string }[],
): string {
  return parts
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, by }) => text.slice(0, span.start) + by + text.slice(span.end), sql);
}
