import type { CatalogFacts, IndexFacts } from './facts';
import { predicates, type ColumnScope } from './predicate';
import {
  depthChange,
  isSymbol,
  isWord,
  tokenize,
  withoutOuterParentheses,
  type Token,
} from '../sql/tokens';
import type { PlanNode, Predicate } from './types';

/** What an index answers, and what it only checks on the entries that it walks. */
export interface IndexPredicates {
  readonly conditions: readonly Predicate[];
  readonly filters: readonly Predicate[];
}

/**
 * Takes the `Index Cond` of an index scan or a Bitmap Index Scan apart. The predicate of a partial index is a
 * condition too: the index holds no other rows, and EXPLAIN leaves out what it implies.
 *
 * Without catalog facts every term counts as a condition.
 */
export function indexPredicates(
  node: PlanNode,
  schema: string,
  scope: ColumnScope,
  facts: CatalogFacts,
): IndexPredicates {
  const { 'Index Cond': text, 'Index Name': name } = node.properties;
  const terms = typeof text === 'string' ? predicates(text, scope) : [];
  const index = typeof name === 'string' ? facts.index(schema, name) : undefined;
  if (index === undefined) return { conditions: terms, filters: [] };
  const bounding = facts.major >= 18 ? new Set(terms) : boundingTerms(terms, index, scope);
  const implied =
    index.predicate === undefined
      ? []
      : predicates(index.predicate, { alias: scope.alias, qualified: false });
  return {
    conditions: [...terms.filter((term) => bounding.has(term)), ...implied],
    filters: terms.filter((term) => !bounding.has(term)),
  };
}

/**
 * The terms that bound a b-tree scan: on a run of leading columns, each compared for equality but for the last
 * (selfuncs.c, btcostestimate, "boundary quals"). The others are checked entry by entry. From PostgreSQL 18 a skip
 * scan fills the gaps, so there all bound. Other access methods search by every term.
 */
function boundingTerms(
  terms: readonly Predicate[],
  index: IndexFacts,
  scope: ColumnScope,
): ReadonlySet<Predicate> {
  if (index.method !== 'btree') return new Set(terms);
  const keys = index.keys.map((key) => operandText(tokenize(key), scope.alias));
  const placed = terms.map((term) => ({ term, ...comparison(term, scope.alias) }));
  const unknown = placed.filter(({ operand }) => !keys.includes(operand));
  const bounding = new Set(unknown.map(({ term }) => term));
  for (const key of keys) {
    const here = placed.filter(({ operand }) => operand === key);
    for (const { term } of here) bounding.add(term);
    if (!here.some(({ equal }) => equal)) break;
  }
  return bounding;
}

/** The left side of a term, which is the index column (createplan.c, fix_indexqual_clause), and whether `=` follows. */
function comparison(
  { text }: Predicate,
  alias: string,
): { readonly operand: string; readonly equal: boolean } {
  const tokens = withoutOuterParentheses(tokenize(text));
  if (isWord(tokens[0], 'ROW')) {
    const first = tokens.slice(2, topLevel(tokens.slice(2), (token) => isSymbol(token, ',')) + 2);
    return { operand: operandText(first, alias), equal: false };
  }
  if (isWord(tokens[0], 'NOT'))
    return { operand: operandText(tokens.slice(1), alias), equal: true };
  const at = topLevel(
    tokens,
    (token) =>
      isWord(token, 'IS') || (token.kind === 'symbol' && /^[-+*/<>=~!@#%^&|`?]+$/.test(token.text)),
  );
  const operator = tokens[at];
  const equal =
    operator === undefined ||
    isSymbol(operator, '=') ||
    (isWord(operator, 'IS') && !isWord(tokens[at + 1], 'NOT'));
  return { operand: operandText(tokens.slice(0, at), alias), equal };
}

/** Place of the first token outside all parentheses that is meant; the length where none is. */
function topLevel(tokens: readonly Token[], meant: (token: Token) => boolean): number {
  let depth = 0;
  const at = tokens.findIndex((token) => {
    const before = depth;
    depth += depthChange(token);
    return before === 0 && meant(token);
  });
  return at < 0 ? tokens.length : at;
}

/** An operand without parentheses, alias and casts: as text that can be compared with an index column. */
function operandText(tokens: readonly Token[], alias: string): string {
  const words: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || isSymbol(token, '(') || isSymbol(token, ')')) continue;
    if (isSymbol(token, '::')) i += 1;
    else if (token.kind === 'name' && token.text === alias && isSymbol(tokens[i + 1], '.')) i += 1;
    else words.push(token.text);
  }
  return words.join(' ');
}
