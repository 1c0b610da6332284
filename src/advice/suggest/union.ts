import { argumentsOf } from '../../sql/nodes';
import { isPlainOutput, outputOrder } from '../query/output';
import { textOf, type QueryText } from '../../sql/query-text';
import { selectOf, termsOf, type Select, type Term } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/** Each alternative is a read of its own. */
const mostAlternatives = 4;

/**
 * An OR as the union of its alternatives, each of which an index can bound: indexes are combined within one table and
 * never over a join or a subquery (indxpath.c, generate_bitmap_or_paths). A row that several alternatives return stays
 * one: each later one leaves out those before it.
 */
export const union: Suggest = ({ query }) => {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select === undefined || !isPlainOutput(select)) return [];
  return select.terms.flatMap((term) => {
    const alternatives = alternativesOf(query, term);
    const sql = alternatives === undefined ? undefined : unionOf(query, select, term, alternatives);
    if (sql === undefined) return [];
    const reason =
      'no single index answers the OR, and each part of the union is bounded by its own';
    return [rewriteSuggestion('union', sql, reason)];
  });
};

function alternativesOf(query: QueryText, term: Term): readonly Term[] | undefined {
  if (argumentsOf(term.tree, 'OR_EXPR') === undefined) return undefined;
  const found = termsOf(query, term.span, term.tree, 'OR');
  return found === undefined || found.length > mostAlternatives ? undefined : found;
}

function unionOf(
  query: QueryText,
  select: Select,
  term: Term,
  alternatives: readonly Term[],
): string | undefined {
  const text = (of: { readonly span: Term['span'] }): string => textOf(query, of.span);
  const order = outputOrder(select);
  if (order === undefined) return undefined;
  const limit = select.limit === undefined ? '' : textOf(query, select.limit);
  // An OFFSET skips rows of the whole, not of each part.
  if (/\boffset\b/i.test(limit)) return undefined;
  const others = select.terms.filter((each) => each !== term).map(text);
  const own = select.order === undefined ? '' : ` order by ${textOf(query, select.order)}`;
  const parts = alternatives.map((alternative, i) => {
    const excluded = alternatives.slice(0, i).map((each) => `(${text(each)}) is not true`);
    const where = [...others, `(${text(alternative)})`, ...excluded].join(' and ');
    const part = `select ${textOf(query, select.targets)} from ${textOf(query, select.from)} where ${where}`;
    return limit === '' ? part : `(${part}${own} ${limit})`;
  });
  const all = parts.join(' union all ');
  return [all, order, limit].filter((each) => each !== '').join(' ');
}
