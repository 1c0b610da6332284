import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf } from '../../sql/nodes';
import { containsNode } from '../../sql/walk';
import type { Select } from './select';

/**
 * The ORDER BY of a select by the names of its output columns, as a select around it has to write it. Empty where it has
 * none; undefined where a key is no column of the output.
 */
export function outputOrder({ tree }: Select): string | undefined {
  const keys = listOf(tree['sortClause']).map((item) => {
    const sort = nodeOf(item, 'SortBy');
    const name = columnOf(sort?.['node'])?.name;
    if (sort === undefined || name === undefined || !isOutput(tree, name)) return undefined;
    const direction = sort['sortby_dir'] === 'SORTBY_DESC' ? ' desc' : '';
    const nulls = {
      SORTBY_NULLS_FIRST: ' nulls first',
      SORTBY_NULLS_LAST: ' nulls last',
    }[String(sort['sortby_nulls'])];
    return `${quoteIdent(name)}${direction}${nulls ?? ''}`;
  });
  if (keys.includes(undefined)) return undefined;
  return keys.length === 0 ? '' : `order by ${keys.join(', ')}`;
}

/** `select *`, or a column that is in the list by its own name. */
function isOutput(tree: Select['tree'], name: string): boolean {
  return listOf(tree['targetList']).some((item) => {
    const target = nodeOf(item, 'ResTarget');
    const value = target?.['val'];
    if (containsNode(value, ['A_Star'])) return true;
    const label = target?.['name'] ?? columnOf(value)?.name;
    return label === name && columnOf(value)?.name === name;
  });
}

/** Whether the select computes one row of all, or several of one: its rows are then not those of its tables. */
export function isPlainOutput({ tree }: Select): boolean {
  let plain = true;
  for (const item of listOf(tree['targetList'])) {
    const value = nodeOf(item, 'ResTarget')?.['val'];
    // Which functions aggregate or return sets, only the server knows.
    if (containsNode(value, ['FuncCall', 'SubLink', 'GroupingFunc'])) plain = false;
  }
  return plain;
}
