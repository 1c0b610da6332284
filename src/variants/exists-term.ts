import type { Select, Term } from '../advice/query/select';
import { termsOf } from '../advice/query/select';
import { argumentsOf, listOf, nodeOf } from '../sql/nodes';
import type { Tree } from '../sql/parse';
import { textOf, tokensIn, type QueryText, type Span } from '../sql/query-text';
import { containsNode, isTree } from '../sql/walk';

/** A term `exists (select … from … where …)` of WHERE, or one with NOT before it. */
export interface ExistsTerm {
  readonly term: Term;
  /** FROM of the subquery, as text. */
  readonly from: string;
  /** Its conditions that AND joins, as texts. */
  readonly where: readonly string[];
  readonly terms: readonly Term[];
  /** The subquery. */
  readonly tree: Tree;
}

/** Clauses that make more of a subquery than whether a row of its tables meets its conditions. */
const more = ['groupClause', 'havingClause', 'limitCount', 'limitOffset', 'larg', 'withClause'];

/** The first such term; undefined where there is none, and where its subquery is more than tables and conditions. */
export function existsTermOf(
  query: QueryText,
  select: Select,
  negated: boolean,
): ExistsTerm | undefined {
  for (const term of select.terms) {
    const of = negated ? argumentsOf(term.tree, 'NOT_EXPR')?.[0] : term.tree;
    const link = nodeOf(of, 'SubLink');
    const tree =
      link?.['subLinkType'] === 'EXISTS_SUBLINK'
        ? nodeOf(link['subselect'], 'SelectStmt')
        : undefined;
    if (!isTree(tree) || more.some((field) => field in tree)) continue;
    if (
      containsNode(listOf(tree['targetList']), ['FuncCall']) ||
      containsNode(tree['whereClause'], ['SubLink'])
    )
      continue;
    const tokens = tokensIn(query, term.span);
    const open = tokens.findIndex(({ word }) => word === 'EXISTS') + 1;
    const depth = (tokens[open]?.depth ?? 0) + 1;
    const at = (word: string) =>
      tokens.find((token, place) => place > open && token.word === word && token.depth === depth);
    const [from, where, close] = [at('FROM'), at('WHERE'), tokens.at(-1)];
    if (from === undefined || where === undefined || close === undefined) continue;
    const around: Span = { start: tokens[tokens.indexOf(where) + 1]?.start ?? 0, end: close.start };
    const terms = termsOf(query, around, tree['whereClause'], 'AND');
    if (terms === undefined) continue;
    return {
      term,
      from: textOf(query, { start: from.end, end: where.start }).trim(),
      where: terms.map(({ span }) => textOf(query, span).trim()),
      terms,
      tree,
    };
  }
  return undefined;
}
