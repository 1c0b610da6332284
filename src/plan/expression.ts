import { depthChange, isSymbol, isWord, tokenize, type Token } from '../sql/tokens';

/** Names that an expression refers to, by the text that EXPLAIN prints, with their canonical ones. */
export interface Names {
  readonly aliases: ReadonlyMap<string, string>;
  /** `SubPlan 1` to `subplan_1`. */
  readonly subplans: ReadonlyMap<string, string>;
  /** `$0` to `initplan_1.col1`: how PostgreSQL 16 and earlier refer to an initplan. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * An expression without what may change while its meaning stays: constants become `?type`, a cast on a constant folds
 * into it, members of an AND are sorted, aliases and subplans get their canonical names. A cast on a column stays.
 */
export function canonicalExpression(text: string, names: Names): string {
  return sortedAnd(words(tokenize(text), names));
}

interface Word {
  readonly text: string;
  readonly token: Token;
}

function words(tokens: readonly Token[], names: Names): readonly Word[] {
  const made: Word[] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i];
    if (token === undefined) break;
    const [text, next] = wordAt(tokens, i, token, names);
    made.push({ text, token });
    i = next;
  }
  return made;
}

/** The canonical word at a token, and the place of the next one. */
function wordAt(
  tokens: readonly Token[],
  i: number,
  token: Token,
  names: Names,
): readonly [string, number] {
  if (isConstant(token)) {
    const type = typeAfter(tokens, i + 1);
    return [`?${type?.name ?? token.kind}`, type?.next ?? i + 1];
  }
  if (token.kind === 'parameter') return [names.parameters.get(token.text) ?? '?parameter', i + 1];
  if (token.kind !== 'name') return [token.text, i + 1];
  const after = tokens[i + 1];
  if (after !== undefined) {
    const subplan = names.subplans.get(`${token.text} ${after.text}`);
    if (subplan !== undefined) return [subplan, i + 2];
  }
  const alias = isSymbol(after, '.') ? names.aliases.get(token.text) : undefined;
  return [alias ?? (token.quoted ? `"${token.text}"` : token.text), i + 1];
}

/** A literal, and not what only looks like one: `NULL` and `DEFAULT` say more than their type. */
const isConstant = (token: Token): boolean =>
  token.kind === 'string' ||
  token.kind === 'number' ||
  (token.kind === 'name' && !token.quoted && /^(true|false)$/.test(token.text));

/** The type of `::type(1,2)[]` at this place. */
function typeAfter(
  tokens: readonly Token[],
  at: number,
): { readonly name: string; readonly next: number } | undefined {
  if (!isSymbol(tokens[at], '::')) return undefined;
  let next = at + 1;
  let name = '';
  const take = (): void => {
    const token = tokens[next];
    name += `${name !== '' && token?.kind === 'name' && !name.endsWith('.') ? ' ' : ''}${token?.text ?? ''}`;
    next += 1;
  };
  take();
  while (isSymbol(tokens[next], '.')) {
    take();
    take();
  }
  while (/^(precision|varying|with|without|time|zone)$/.test(tokens[next]?.text ?? '')) take();
  if (isSymbol(tokens[next], '(')) while (!isSymbol(tokens[next - 1], ')')) take();
  while (/^(precision|varying|with|without|time|zone)$/.test(tokens[next]?.text ?? '')) take();
  while (isSymbol(tokens[next], '[') && isSymbol(tokens[next + 1], ']')) {
    take();
    take();
  }
  return { name, next };
}

/** Joins words to text, with the terms of each AND in text order at every depth. */
function sortedAnd(list: readonly Word[]): string {
  const terms: string[][] = [[]];
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i];
    if (word === undefined) break;
    if (isWord(word.token, 'AND')) {
      terms.push([]);
      continue;
    }
    const close = closing(list, i);
    if (close > i) {
      const gap = word.token.kind === 'name' ? ' ' : '';
      const inner = sortedAnd(list.slice(i + 1, close));
      terms.at(-1)?.push(`${word.text}${gap}${inner}${gap}${list[close]?.text ?? ''}`);
      i = close;
      continue;
    }
    terms.at(-1)?.push(word.text);
  }
  return terms
    .map((term) => term.join(' '))
    .sort()
    .join(' AND ');
}

/** The place of the token that closes what opens here; the same place where nothing does. */
function closing(list: readonly Word[], open: number): number {
  let depth = 0;
  for (let i = open; i < list.length; i += 1) {
    const word = list[i];
    depth += word === undefined ? 0 : depthChange(word.token);
    if (depth <= 0) return i;
  }
  return open;
}
