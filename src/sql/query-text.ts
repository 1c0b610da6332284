import { oneStatement } from './one-statement';
import { placesIn, scan, type SqlToken, type Tree } from './parse';

/** A part of a text, in UTF-16 units as `String.slice` counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with its tokens and the tree that PostgreSQL's own parser makes of it. */
export interface QueryText {
  readonly sql: string;
  /** `SelectStmt`, `DeleteStmt`, … */
  readonly type: string;
  readonly tree: Tree;
  /** Without comments and semicolons. */
  readonly tokens: readonly SqlToken[];
  /** Turns a `location` of the tree, in bytes, into a place in `sql`. */
  readonly placeOf: (location: number) => number;
}

/** Reads one statement; undefined where the text does not parse or contains another number of statements. */
export async function readQuery(sql: string): Promise<QueryText | undefined> {
  const one = await oneStatement(sql);
  if (!one.ok) return undefined;
  return { sql, ...one.statement, tokens: await wordsOf(sql), placeOf: placesIn(sql) };
}

/** The tokens of a text without comments and semicolons. */
export async function wordsOf(sql: string): Promise<readonly SqlToken[]> {
  return (await scan(sql)).filter(({ kind }) => kind !== 'comment' && kind !== 'semicolon');
}

/** Index of the token at a `location` of the tree; -1 where none starts there. */
export function tokenAt({ tokens, placeOf }: QueryText, location: unknown): number {
  if (typeof location !== 'number') return -1;
  const place = placeOf(location);
  return tokens.findIndex(({ start }) => start === place);
}

/** The tokens that lie within a span. */
export function tokensIn({ tokens }: QueryText, span: Span): readonly SqlToken[] {
  return tokens.filter(({ start, end }) => start >= span.start && end <= span.end);
}

/** What a parenthesis encloses, as a text of its own with the places of the whole; undefined where `open` opens none. */
export function inParentheses(
  query: QueryText,
  open: SqlToken,
): Pick<QueryText, 'sql' | 'tokens' | 'placeOf'> | undefined {
  const { sql, placeOf } = query;
  const first = query.tokens.indexOf(open) + 1;
  const last = query.tokens.findIndex(
    ({ word, depth }, place) => place >= first && word === ')' && depth === open.depth,
  );
  if (open.word !== '(' || last === -1) return undefined;
  const below = open.depth + 1;
  const tokens = query.tokens
    .slice(first, last)
    .map((token) => ({ ...token, depth: token.depth - below }));
  return { sql, tokens, placeOf };
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
