import { argumentsOf } from '../../sql/nodes';
import { textOf, withoutParentheses, type QueryText } from '../../sql/query-text';
import type { Term } from './select';

/** These terms joined by AND, each as the query writes it. */
export function conjunction(query: QueryText, terms: readonly Term[]): string {
  return terms.map((term) => parenthesised(query, term)).join(' and ');
}

/** An OR needs parentheses among terms that AND joins; the only term of a clause may have none. */
function parenthesised(query: QueryText, { span, tree }: Term): string {
  const text = textOf(query, span);
  const enclosed = withoutParentheses(query, span).start > span.start;
  return argumentsOf(tree, 'OR_EXPR') !== undefined && !enclosed ? `(${text})` : text;
}
