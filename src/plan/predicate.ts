import {
  depthChange,
  isSymbol,
  isWord,
  tokenize,
  withoutOuterParentheses,
  type Token,
} from '../sql/tokens';
import type { Predicate } from './types';

/** Whose columns are looked for. */
export interface ColumnScope {
  /** As EXPLAIN shows it, the planner's suffix included. */
  readonly alias: string;
  /** VERBOSE prints `alias.column` everywhere (explain.c, show_qual); without it the columns stand alone. */
  readonly qualified: boolean;
}

/** Plans of one statement print the same conditions at every scale: reading them was most of reading a plan. */
const kept = 5_000;
const read = new Map<string, readonly Predicate[]>();

/** The terms of a printed condition that are joined by AND at the top, each with the columns that it names. */
export function predicates(text: string, scope: ColumnScope): readonly Predicate[] {
  const key = `${scope.qualified ? '.' : ' '}${scope.alias}\0${text}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  if (read.size >= kept) read.clear();
  const made = splitAnd(text).map((term) => ({ text: term, columns: columnsOf(term, scope) }));
  read.set(key, made);
  return made;
}

/** `((a) AND (b))` to `(a)`, `(b)`; a condition without AND at its top stays whole. */
export function splitAnd(text: string): readonly string[] {
  const inner = withoutOuterParentheses(tokenize(text));
  const terms: string[] = [];
  let depth = 0;
  let start = 0;
  // The AND of `x BETWEEN a AND b` never shows at the top: ruleutils.c prints it as two comparisons.
  inner.forEach((token, i) => {
    depth += depthChange(token);
    if (depth === 0 && isWord(token, 'AND')) {
      terms.push(textOf(text, inner.slice(start, i)));
      start = i + 1;
    }
  });
  if (terms.length === 0) return [text];
  terms.push(textOf(text, inner.slice(start)));
  return terms;
}

/** Columns of one relation that an expression names, in order of first use. `*` is the whole row. */
export function columnsOf(text: string, scope: ColumnScope): readonly string[] {
  const tokens = tokenize(text);
  const columns = new Set<string>();
  for (let i = 0; i < tokens.length; i += 1) {
    const skipped = skipForeignName(tokens, i);
    if (skipped > i) {
      i = skipped - 1;
      continue;
    }
    const column = scope.qualified
      ? qualifiedColumn(tokens, i, scope.alias)
      : bareColumn(tokens, i, scope.alias);
    if (column !== undefined) columns.add(column);
  }
  return [...columns];
}

function qualifiedColumn(tokens: readonly Token[], i: number, alias: string): string | undefined {
  const [name, dot, column] = tokens.slice(i, i + 3);
  if (name?.kind !== 'name' || name.text !== alias || !isSymbol(dot, '.')) return undefined;
  if (isSymbol(tokens[i - 1], '.') || isSymbol(tokens[i + 3], '(')) return undefined;
  if (isSymbol(column, '*')) return '*';
  return column?.kind === 'name' ? column.text : undefined;
}

function bareColumn(tokens: readonly Token[], i: number, alias: string): string | undefined {
  const token = tokens[i];
  if (token?.kind !== 'name' || isSymbol(tokens[i + 1], '(')) return undefined;
  if (isSymbol(tokens[i - 1], '.')) return qualifiedColumn(tokens, i - 2, alias);
  if (isSymbol(tokens[i + 1], '.') || isKeyword(tokens, i)) return undefined;
  return token.text;
}

/**
 * ruleutils.c quotes every column whose name holds a capital or is reserved (quote_identifier), so a capital without
 * quotes is a keyword. It prints few words of its own in lower case: boolean constants, `hashed SubPlan 1`, the
 * field of `EXTRACT(year FROM x)`, and the names that PostgreSQL 19 gives subplans.
 */
function isKeyword(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined || token.quoted) return false;
  if (/[A-Z]/.test(token.text) || token.text === 'true' || token.text === 'false') return true;
  const [before, after] = [tokens[i - 1], tokens[i + 1]];
  if (isSubplan(before) || (token.text === 'hashed' && isSubplan(after))) return true;
  return isSymbol(before, '(') && isWord(tokens[i - 2], 'EXTRACT');
}

const isSubplan = (token: Token | undefined): boolean =>
  isWord(token, 'SubPlan') || isWord(token, 'InitPlan') || isWord(token, 'AlternativeSubPlan');

/** Past a type after `::`, a collation or an `OPERATOR(schema.=)`, whose names are no columns. */
function skipForeignName(tokens: readonly Token[], i: number): number {
  const before = tokens[i - 1];
  if (isSymbol(before, '::') || isWord(before, 'COLLATE')) {
    let next = i + 1;
    while (isSymbol(tokens[next], '.')) next += 2;
    while (/^(precision|varying|with|without|time|zone)$/.test(tokens[next]?.text ?? '')) next += 1;
    return next;
  }
  if (isWord(tokens[i], 'OPERATOR') && isSymbol(tokens[i + 1], '(')) {
    let next = i + 2;
    while (next < tokens.length && !isSymbol(tokens[next], ')')) next += 1;
    return next + 1;
  }
  return i;
}

function textOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
