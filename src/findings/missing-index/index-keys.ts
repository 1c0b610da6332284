import {
  depthChange,
  isSymbol,
  isWord,
  tokenize,
  withoutOuterParentheses,
  type Token,
} from '../../sql/tokens';
import type { CatalogIndex } from '../../postgres/catalog/types';

/** A key of an index that gives an order. */
export interface OrderKey {
  readonly column: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A b-tree index that would bound a scan. */
export interface Proposal {
  /** Columns that are compared for equality: they lead, in any order. */
  readonly equal: readonly string[];
  /** What stands behind them: the columns of the ORDER BY, or one that a range limits. */
  readonly then: readonly OrderKey[] | string | undefined;
}

interface ExistingKey extends OrderKey {
  /** Whether the index gives the key another collation than its column has. */
  readonly collated: boolean;
  /** Whether it has another operator class than the default one of its type. */
  readonly opclass: boolean;
}

/** The keys of an existing index, with what `pg_get_indexdef` prints after each that is not the default. */
export function keysOf(index: CatalogIndex): readonly ExistingKey[] {
  const printed = printedKeys(tokenize(index.definition));
  return index.columns.map((column, i) => {
    const tokens = printed[i] ?? [];
    const descending = tokens.some((token) => isWord(token, 'DESC'));
    const nulls = tokens.findIndex((token) => isWord(token, 'NULLS'));
    return {
      column,
      descending,
      nullsFirst: nulls < 0 ? descending : isWord(tokens[nulls + 1], 'FIRST'),
      collated: tokens.some((token) => isWord(token, 'COLLATE')),
      opclass: tokens.some((token) => isOpclass(token, tokens)),
    };
  });
}

/** The tokens behind the column or expression of each key. */
function printedKeys(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const using = tokens.findIndex((token) => isWord(token, 'USING'));
  const keys: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(using + 3)) {
    depth += depthChange(token);
    if (depth < 0) break;
    if (depth === 0 && isSymbol(token, ',')) keys.push([]);
    else keys.at(-1)?.push(token);
  }
  return keys.map(withoutExpression);
}

function withoutExpression(key: readonly Token[]): readonly Token[] {
  let depth = 0;
  let end = 0;
  for (const token of key) {
    depth += depthChange(token);
    end += 1;
    if (depth === 0 && !isSymbol(key[end], '(')) break;
  }
  return key.slice(end);
}

/** A name behind the key is its operator class, unless it names the collation. */
function isOpclass(token: Token, tokens: readonly Token[]): boolean {
  if (token.kind !== 'name' || isWord(tokens[tokens.indexOf(token) - 1], 'COLLATE')) return false;
  return token.quoted || !/^[A-Z]+$/.test(token.text);
}

/**
 * Whether an existing index serves all that a proposed b-tree would: it leads with the columns compared for equality,
 * in any order, and has the same range column or the same order behind them, read forward or backward.
 */
export function covers(index: CatalogIndex, { equal, then }: Proposal): boolean {
  const keys = keysOf(index);
  const leading = keys.slice(0, equal.length);
  // indxpath.c, IndexCollMatchesExprColl: another collation does not serve even an equality.
  const bound = equal.every((name) => leading.some((key) => key.column === name && !key.collated));
  if (!bound) return false;
  if (index.method === 'hash') return then === undefined;
  if (index.method !== 'btree') return false;
  const rest = keys.slice(equal.length);
  if (typeof then === 'string') return rest[0]?.column === then && isPlain(rest[0]);
  const same = (backward: boolean): boolean =>
    (then ?? []).every((key, i) => {
      const other = rest[i];
      return (
        other?.column === key.column &&
        isPlain(other) &&
        (other.descending !== key.descending) === backward &&
        (other.nullsFirst !== key.nullsFirst) === backward
      );
    });
  return same(false) || same(true);
}

const isPlain = (key: ExistingKey): boolean => !key.collated && !key.opclass;

/** A term of a predicate as text that can be compared: without parentheses, aliases and casts. */
export function comparable(text: string): string {
  const words: string[] = [];
  const tokens = withoutOuterParentheses(tokenize(text));
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || isSymbol(token, '(') || isSymbol(token, ')')) continue;
    if (isSymbol(token, '::')) {
      i += 1;
      while (tokens[i + 1]?.kind === 'name' && !isWord(tokens[i + 1], 'IS')) i += 1;
    } else if (token.kind === 'name' && isSymbol(tokens[i + 1], '.')) i += 1;
    else words.push(token.text);
  }
  return words.join(' ');
}
