import { conjunction } from '../../advice/query/conjunction';
import { innerJoinOf, type InnerJoin } from '../../advice/query/inner-join';
import { operandTexts } from '../../advice/query/operand-texts';
import { relationsOf, type Select, type Term } from '../../advice/query/select';
import type { Catalog } from '../../postgres/catalog/types';
import { columnOf, listOf, operationOf, stringOf } from '../../sql/nodes';
import { textOf } from '../../sql/query-text';
import { containsNode, walk } from '../../sql/walk';
import { columnsNamed } from '../columns-named';
import { tableNamed } from '../original';
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
      if (outer === undefined || !namesOnly(select.tree['targetList'], outer.alias)) continue;
      const parts = partsOf(join, inner.alias, outer.alias);
      const equality = operationOf(parts?.filter.tree);
      if (parts === undefined || equality?.operator !== '=') continue;
      if (columnOf(equality.left) === undefined || columnsNamed(equality.right).length > 0)
        continue;
      if (!joinsByUniqueKey(parts.on, inner.alias, select, catalog)) continue;
      const { left, right } = operandTexts(query, parts.filter.span, equality);
      const subquery = `(select ${left} from ${inner.text} where ${textOf(query, parts.on.span)})`;
      const others = parts.others.length === 0 ? '' : ` and ${conjunction(query, parts.others)}`;
      return [
        `select ${textOf(query, select.targets)} from ${outer.text} where ${subquery} = ${right}${others}`,
      ];
    }
    return [];
  },
};

interface Parts {
  /** The condition on the inner table. */
  readonly filter: Term;
  /** The condition that joins. */
  readonly on: Term;
  /** Those on the outer table. */
  readonly others: readonly Term[];
}

/** The terms by the tables that they name; undefined unless one filters the inner table and one joins. */
function partsOf({ terms }: InnerJoin, inner: string, outer: string): Parts | undefined {
  const onlyOf =
    (alias: string) =>
    ({ tree }: Term): boolean => {
      const named = columnsNamed(tree);
      return named.length > 0 && named.every(({ qualifier }) => qualifier === alias);
    };
  const filters = terms.filter(onlyOf(inner));
  const others = terms.filter(onlyOf(outer));
  const joins = terms.filter((term) => !filters.includes(term) && !others.includes(term));
  const [filter] = filters;
  const [on] = joins;
  if (filter === undefined || on === undefined) return undefined;
  return filters.length > 1 || joins.length > 1 ? undefined : { filter, on, others };
}

/** Whether a condition is an equality with one column of the inner table that a unique index is on. */
function joinsByUniqueKey(
  { tree }: Term,
  inner: string,
  select: Select,
  catalog: Catalog,
): boolean {
  const relation = relationsOf(select.tree).find(({ alias }) => alias === inner);
  const table = relation && tableNamed(catalog, relation);
  const [key, ...more] = columnsNamed(tree).filter(({ qualifier }) => qualifier === inner);
  if (table === undefined || key === undefined || more.length > 0) return false;
  const isUnique = table.indexes.some(
    ({ unique, columns, predicate }) =>
      unique && predicate === undefined && columns.length === 1 && columns[0] === key.name,
  );
  return isUnique && operationOf(tree)?.operator === '=';
}

/** Whether a list names columns of this table alone, `t.*` among them. */
function namesOnly(targets: unknown, alias: string): boolean {
  const qualifiers: unknown[] = [];
  walk(targets, (key, { fields }) => {
    if (key === 'ColumnRef') qualifiers.push(stringOf(listOf(fields)[0]));
  });
  return qualifiers.length > 0 && qualifiers.every((each) => each === alias);
}
