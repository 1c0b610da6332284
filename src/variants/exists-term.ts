import { combiningSelectOf, type Select, type Term } from '../advice/query/select';
import { argumentsOf, listOf, nodeOf } from '../sql/nodes';
import { inParentheses, tokensIn, type QueryText } from '../sql/query-text';
import { containsNode } from '../sql/walk';

/** A term `exists (select … from … where …)` of WHERE, or one with NOT before it. */
export interface ExistsTerm {
  readonly term: Term;
  /** The clauses of the subquery, where they are in the text of the whole query. */
  readonly select: Select;
}

/** The first such term; undefined where there is none, and where its subquery is more than tables and conditions. */
export function existsTermOf(
  query: QueryText,
  { terms }: Select,
  negated: boolean,
): ExistsTerm | undefined {
  for (const term of terms) {
    const of = negated ? argumentsOf(term.tree, 'NOT_EXPR')?.[0] : term.tree;
    const link = nodeOf(of, 'SubLink');
    const tree = nodeOf(link?.['subselect'], 'SelectStmt');
    if (link?.['subLinkType'] !== 'EXISTS_SUBLINK' || tree === undefined) continue;
    const tokens = tokensIn(query, term.span);
    const open = tokens[tokens.findIndex(({ word }) => word === 'EXISTS') + 1];
    const subquery = open && inParentheses(query, open);
    const select = subquery && combiningSelectOf({ ...subquery, type: 'SelectStmt', tree });
    if (select !== undefined && isPlain(select)) return { term, select };
  }
  return undefined;
}

/** Whether a subquery has a row where a row of its tables meets its conditions, and nothing more decides it. */
function isPlain({ tree, where, limit }: Select): boolean {
  return (
    where !== undefined &&
    limit === undefined &&
    !('groupClause' in tree || 'havingClause' in tree) &&
    !containsNode(listOf(tree['targetList']), ['FuncCall']) &&
    !containsNode(tree['whereClause'], ['SubLink'])
  );
}
