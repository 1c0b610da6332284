import { conjunction } from '../../advice/query/conjunction';
import { operandTexts } from '../../advice/query/operand-texts';
import { relationsOf } from '../../advice/query/select';
import { columnOf, operationOf } from '../../sql/nodes';
import { replaced, textOf } from '../../sql/query-text';
import { nameParts } from '../../sql/walk';
import { existsTermOf } from '../exists-term';
import { tableNamed } from '../original';
import type { Variant } from '../types';

export const notIn: Variant = {
  name: 'NOT IN',
  reason:
    'NOT IN is no anti-join: its subquery is a filter for each row, and runs anew for each where its rows outgrow memory.',
  instead: 'Ask where not exists (…): it is an anti-join, and a null does not empty its result.',
  sameRows: true,
  rewrite({ query, select, catalog }) {
    const found = select && existsTermOf(query, select, true);
    if (select === undefined || found === undefined) return [];
    const inner = relationsOf(found.select.tree);
    const outer = relationsOf(select.tree);
    for (const term of found.select.terms) {
      const equality = operationOf(term.tree);
      if (equality?.operator !== '=') continue;
      const sides = [equality.left, equality.right].map((side) => columnOf(side));
      const of = (relations: typeof inner) =>
        sides.find((side) => relations.some(({ alias }) => alias === side?.qualifier));
      const [child, parent] = [of(inner), of(outer)];
      if (child === undefined || parent === undefined) continue;
      // With a null on either side NOT IN is neither true nor false.
      const notNull = [
        [child, inner],
        [parent, outer],
      ].every(([side, relations]) => {
        const { qualifier, name } = side as typeof child;
        const relation = (relations as typeof inner).find(({ alias }) => alias === qualifier);
        const table = relation && tableNamed(catalog, relation);
        return table?.columns.find((each) => each.name === name)?.notNull === true;
      });
      if (!notNull) continue;
      const others = found.select.terms.filter((each) => each !== term);
      // A term that names the outer table as well keeps the subquery correlated, which is another query.
      if (others.some(({ tree }) => resolvesOutside(tree, outer))) continue;
      const texts = operandTexts(query, term.span, equality);
      const [outside, inside] =
        sides[0] === parent ? [texts.left, texts.right] : [texts.right, texts.left];
      const where = others.length === 0 ? '' : ` where ${conjunction(query, others)}`;
      const from = textOf(query, found.select.from);
      const by = `${outside} not in (select ${inside} from ${from}${where})`;
      return [replaced(query.sql, [{ span: found.term.span, by }])];
    }
    return [];
  },
};

function resolvesOutside(tree: unknown, outer: readonly { readonly alias: string }[]): boolean {
  const named = nameParts(tree);
  return outer.some(({ alias }) => named.includes(alias));
}
