import { listOf, nodeOf, stringOf } from '../../sql/nodes';
import { replaced, textOf, tokensIn, type QueryText, type Span } from '../../sql/query-text';
import type { Variant } from '../types';

export const keysetAsOr: Variant = {
  name: 'keyset as OR',
  reason: 'No index bounds a read by the OR: it is walked from its start to the page.',
  instead: 'Compare rows: (a, b) > ($1, $2).',
  sameRows: true,
  rewrite({ query, select }) {
    const term = select?.terms.find(({ tree }) => rowOperator(tree) !== undefined);
    const operator = rowOperator(term?.tree);
    if (term === undefined || operator === undefined) return [];
    const [columns, values] = listsIn(query, term.span);
    if (columns === undefined || columns.length < 2 || columns.length !== values?.length) return [];
    const strict = operator.charAt(0);
    const by = columns.map((column, place) => {
      const equal = columns
        .slice(0, place)
        .map((before, other) => `${before} = ${values[other] ?? ''}`);
      const last = place === columns.length - 1 ? operator : strict;
      return [...equal, `${column} ${last} ${values[place] ?? ''}`].join(' and ');
    });
    return [
      replaced(query.sql, [{ span: term.span, by: `(${by.map((of) => `(${of})`).join(' or ')})` }]),
    ];
  },
};

/** The operator of a comparison of two rows, as `(a, b) > (1, 2)`. */
export function rowOperator(tree: unknown): string | undefined {
  const node = nodeOf(tree, 'A_Expr');
  const name = stringOf(listOf(node?.['name']).at(-1));
  const rows = [node?.['lexpr'], node?.['rexpr']].every(
    (side) => nodeOf(side, 'RowExpr') !== undefined,
  );
  return rows && name !== undefined && /^[<>]=?$/.test(name) ? name : undefined;
}

/** The texts of the two lists in parentheses. */
function listsIn(query: QueryText, span: Span): readonly (readonly string[])[] {
  const tokens = tokensIn(query, span);
  const depth = tokens[0]?.depth ?? 0;
  const lists: string[][] = [];
  let from: number | undefined;
  for (const { word, depth: at, start, end } of tokens) {
    if (word === '(' && at === depth) {
      lists.push([]);
      from = end;
    } else if (
      from !== undefined &&
      ((word === ',' && at === depth + 1) || (word === ')' && at === depth))
    ) {
      lists.at(-1)?.push(textOf(query, { start: from, end: start }).trim());
      from = word === ',' ? end : undefined;
    }
  }
  return lists;
}
