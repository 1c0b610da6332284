import type { Operation } from '../../sql/nodes';
import {
  textOf,
  trimmed,
  withoutParentheses,
  type QueryText,
  type Span,
} from '../../sql/query-text';

/** What stands on either side of an operator, as the query writes it. */
export function operandTexts(
  query: QueryText,
  span: Span,
  { operator, location }: Pick<Operation, 'operator' | 'location'>,
): { readonly left: string; readonly right: string } {
  const inner = withoutParentheses(query, span);
  const at = query.placeOf(location);
  const text = (start: number, end: number): string =>
    textOf(query, trimmed(query, { start, end }));
  return { left: text(inner.start, at), right: text(endOf(query, at, operator), inner.end) };
}

/** The end of an operator, which may be written `operator(pg_catalog.=)`. */
function endOf({ sql, tokens }: QueryText, start: number, operator: string): number {
  if (sql.startsWith(operator, start)) return start + operator.length;
  return tokens.find((token) => token.start > start && token.word === ')')?.end ?? start;
}
