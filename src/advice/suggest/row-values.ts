import { argumentsOf, operationOf, sameTree } from '../../sql/nodes';
import { replaced, type QueryText } from '../../sql/query-text';
import { operandTexts } from '../query/operand-texts';
import { selectOf, termsOf, type Term } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * A cursor that is written with OR, as `a > $1 or (a = $1 and b > $2)`, in one comparison of rows: `(a, b) > ($1, $2)`.
 * No index bounds a read by the OR; the first column of the rows bounds one (indxpath.c, match_rowcompare_to_indexcol).
 */
export const rowValues: Suggest = ({ query }) => {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select === undefined) return [];
  return select.terms.flatMap((term) => {
    const cursor = cursorOf(query, term);
    if (cursor === undefined || cursor.pairs.length < 2) return [];
    const side = (of: 'left' | 'right'): string => cursor.pairs.map((pair) => pair[of]).join(', ');
    const by = `(${side('left')}) ${cursor.operator} (${side('right')})`;
    const sql = replaced(query.sql, [{ span: term.span, by }]);
    const reason = `no index bounds a read by the OR of the cursor; a comparison of rows is bounded by ${cursor.pairs[0]?.left ?? ''}`;
    return [rewriteSuggestion('row-values', sql, reason)];
  });
};

interface Cursor {
  readonly operator: string;
  readonly pairs: readonly Pair[];
}

interface Pair {
  readonly left: string;
  readonly right: string;
  readonly tree: { readonly left: unknown; readonly right: unknown };
}

interface Comparison extends Pair {
  readonly operator: string;
}

/** Both forms: `a > x or (a = x and (b > y or …))` and `a > x or (a = x and b > y) or …`. */
function cursorOf(query: QueryText, term: Term): Cursor | undefined {
  const alternatives = parts(query, term, 'OR');
  return alternatives === undefined
    ? undefined
    : fromAlternatives(
        query,
        alternatives.map((each) => [each]),
      );
}

/** @param alternatives each a list of terms that AND joins; the one that stands alone may be at any place */
function fromAlternatives(
  query: QueryText,
  alternatives: readonly (readonly Term[])[],
): Cursor | undefined {
  for (const [place, [only, ...more]] of alternatives.entries()) {
    if (only === undefined || more.length > 0) continue;
    const cursor = ledBy(query, only, alternatives.toSpliced(place, 1));
    if (cursor !== undefined) return cursor;
  }
  return undefined;
}

function ledBy(
  query: QueryText,
  only: Term,
  others: readonly (readonly Term[])[],
): Cursor | undefined {
  const lead = comparisonIn(query, only);
  if (lead === undefined) return others.length === 0 ? cursorOf(query, only) : undefined;
  if (others.length === 0) {
    return /^[<>]=?$/.test(lead.operator) ? { operator: lead.operator, pairs: [lead] } : undefined;
  }
  if (lead.operator !== '<' && lead.operator !== '>') return undefined;
  const rests = others.map((terms) => withoutEquality(query, terms, lead));
  if (rests.includes(undefined)) return undefined;
  const rest = fromAlternatives(query, rests as readonly (readonly Term[])[]);
  if (rest === undefined || rest.operator.charAt(0) !== lead.operator) return undefined;
  return { operator: rest.operator, pairs: [lead, ...rest.pairs] };
}

/** What AND joins to `a = x`; undefined where no such equality is there. */
function withoutEquality(
  query: QueryText,
  alternative: readonly Term[],
  lead: Comparison,
): readonly Term[] | undefined {
  const terms = alternative.flatMap((each) => parts(query, each, 'AND') ?? [each]);
  const rest = terms.filter((each) => {
    const found = comparisonIn(query, each);
    return !(
      found?.operator === '=' &&
      sameTree(found.tree.left, lead.tree.left) &&
      sameTree(found.tree.right, lead.tree.right)
    );
  });
  return rest.length === terms.length - 1 && rest.length > 0 ? rest : undefined;
}

function parts(query: QueryText, term: Term, word: 'AND' | 'OR'): readonly Term[] | undefined {
  if (argumentsOf(term.tree, `${word}_EXPR`) === undefined) return undefined;
  return termsOf(query, term.span, term.tree, word);
}

function comparisonIn(query: QueryText, { span, tree }: Term): Comparison | undefined {
  const operation = operationOf(tree);
  if (operation === undefined) return undefined;
  return {
    operator: operation.operator,
    ...operandTexts(query, span, operation),
    tree: operation,
  };
}
