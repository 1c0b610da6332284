import { columnTypes, indexesOf } from '../../findings/missing-index/index-advice';
import { isEquality } from '../../findings/comparisons/predicates';
import type { AccessPath } from '../../plan/types';
import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf } from '../../sql/nodes';
import type { QueryText } from '../../sql/query-text';
import { containsNode, walk } from '../../sql/walk';
import { joinPredicates } from '../index/conditions';
import { columnOfTable } from '../relation';
import { conjunction } from '../query/conjunction';
import { innerJoinOf, type InnerJoin } from '../query/inner-join';
import { combiningSelectOf, type Select, type Term } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * A table whose index answers a join condition other than an equality, looked up for each row of the others: the planner
 * has no statistics on such a condition, be it an overlap of arrays or a range between two columns, and drops the index where
 * its default share of the table (selfuncs.h) becomes too many rows. OFFSET keeps the subquery apart from the join
 * (prepjointree.c, is_simple_subquery), so that only its own conditions can bound it.
 */
export const lateral: Suggest = ({ query, accesses, plan, catalog }) => {
  const select = query === undefined ? undefined : combiningSelectOf(query);
  const join = query && select && innerJoinOf(query, select);
  if (query === undefined || select === undefined || join === undefined) return [];
  if (hasBareStar(select)) return [];
  return accesses.flatMap((access) => {
    const types = columnTypes(access, catalog);
    const columns = joinPredicates(access, plan)
      .filter((each) => !isEquality(each, types))
      .flatMap((each) => each.columns);
    const led = indexesOf(access, catalog).find(({ columns: [first = ''] }) =>
      columns.includes(first),
    );
    if (led === undefined) return [];
    const isOf = (term: Term): boolean =>
      names(term, access, (name) => columnOfTable(access, name, catalog) !== undefined);
    const sql = rewritten(query, select, join, access, isOf);
    const reason = `the planner has no statistics on the join condition, and ${led.name} answers it for one row of the others`;
    return sql === undefined ? [] : [rewriteSuggestion('lateral', sql, reason)];
  });
};

function rewritten(
  query: QueryText,
  select: Select,
  { items, terms }: InnerJoin,
  { alias }: AccessPath,
  isOf: (term: Term) => boolean,
): string | undefined {
  const own = items.find((item) => item.alias === alias);
  const inner = terms.filter(isOf);
  if (own === undefined || inner.length === 0) return undefined;
  const others = items.filter((item) => item !== own).map((item) => item.text);
  const rest = terms.filter((term) => !inner.includes(term));
  const end = Math.max(select.from.end, select.where?.end ?? 0);
  return [
    query.sql.slice(0, select.from.start).trimEnd(),
    `${others.join(', ')}, lateral (select * from ${own.text} where ${conjunction(query, inner)} offset 0) ${quoteIdent(alias)}`,
    ...(rest.length === 0 ? [] : [`where ${conjunction(query, rest)}`]),
    query.sql.slice(end).trim(),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whether a term names a column of an access. A subquery stays where it is. */
function names(
  { tree }: Term,
  { alias }: AccessPath,
  isColumn: (name: string) => boolean,
): boolean {
  if (containsNode(tree, ['SubLink'])) return false;
  let found = false;
  walk([tree], (type, node) => {
    if (type !== 'ColumnRef') return;
    const column = columnOf({ ColumnRef: node });
    const own = column?.qualifier === undefined || column.qualifier === alias;
    if (column !== undefined && own && isColumn(column.name)) found = true;
  });
  return found;
}

/** `select *` lists the columns in the order of FROM. */
function hasBareStar({ tree }: Select): boolean {
  return listOf(tree['targetList']).some((item) => {
    const fields = listOf(nodeOf(nodeOf(item, 'ResTarget')?.['val'], 'ColumnRef')?.['fields']);
    return fields.length === 1 && nodeOf(fields[0], 'A_Star') !== undefined;
  });
}
