import { innerJoinOf } from '../../advice/query/inner-join';
import { columnOf, operationOf } from '../../sql/nodes';
import { textOf } from '../../sql/query-text';
import { containsNode } from '../../sql/walk';
import { columnsNamed } from '../columns-named';
import { tableNamed } from '../original';
import { operandTexts } from '../../advice/query/operand-texts';
import { relationsOf } from '../../advice/query/select';
import type { Variant } from '../types';

/** A join of two tables that filters one of them, whose key is unique, and returns columns of the other. */
export const correlatedSubquery: Variant = {
  name: 'correlated subquery',
  reason: 'The subquery runs for each row of the outer table, which is read in full.',
  instead: 'Join the tables: the planner then starts from the side that is filtered.',
  sameRows: true,
  rewrite({ query, select, catalog }) {
    const join = select && innerJoinOf(query, select);
    if (select === undefined || join?.items.length !== 2 || select.order !== undefined) return [];
    if (select.limit !== undefined || containsNode(select.tree['targetList'], ['FuncCall']))
      return [];
    for (const inner of join.items) {
      const outer = join.items.find((each) => each !== inner);
      const relation = relationsOf(select.tree).find(({ alias }) => alias === inner.alias);
      const table = relation && tableNamed(catalog, relation.relation, relation.schema);
      if (outer === undefined || table === undefined) continue;
      const onlyOf = (tree: unknown, alias: string): boolean =>
        columnsNamed(tree).length > 0 &&
        columnsNamed(tree).every(({ qualifier }) => qualifier === alias);
      if (!namesOnly(select.tree['targetList'], outer.alias)) continue;
      const filters = join.terms.filter(({ tree }) => onlyOf(tree, inner.alias));
      const others = join.terms.filter(({ tree }) => onlyOf(tree, outer.alias));
      const joins = join.terms.filter((term) => !filters.includes(term) && !others.includes(term));
      const [filter] = filters;
      const [on] = joins;
      if (filter === undefined || on === undefined || filters.length > 1 || joins.length > 1)
        continue;
      const equality = operationOf(filter.tree);
      const asked = columnOf(equality?.left);
      const keys = columnsNamed(on.tree).filter(({ qualifier }) => qualifier === inner.alias);
      const [key] = keys;
      const unique = table.indexes.some(
        ({ unique: is, columns, predicate }) =>
          is && predicate === undefined && columns.length === 1 && columns[0] === key?.name,
      );
      if (equality?.operator !== '=' || asked === undefined || keys.length !== 1 || !unique)
        continue;
      if (operationOf(on.tree)?.operator !== '=') continue;
      const { left, right } = operandTexts(query, filter.span, equality);
      if (columnsNamed(equality.right).length > 0) continue;
      const subquery = `(select ${left} from ${inner.text} where ${textOf(query, on.span)})`;
      const where = [`${subquery} = ${right}`, ...others.map(({ span }) => textOf(query, span))];
      return [
        `select ${textOf(query, select.targets)} from ${outer.text} where ${where.join(' and ')}`,
      ];
    }
    return [];
  },
};

/** Whether a list names columns of this table alone, `t.*` among them. */
function namesOnly(targets: unknown, alias: string): boolean {
  const text = JSON.stringify(targets);
  const references = text.match(/"ColumnRef"/g)?.length ?? 0;
  const own =
    text.split(`"ColumnRef":{"fields":[{"String":{"sval":${JSON.stringify(alias)}}}`).length - 1;
  return references > 0 && references === own;
}
