import { quoteIdent } from '../../postgres/quote';
import { columnOf, listOf, nodeOf, type ColumnName } from '../../sql/nodes';
import { containsNode } from '../../sql/walk';
import type { Select } from './select';

/**
 * The ORDER BY of a select by the names of its output columns, as a select around it has to write it. Empty where it has
 * none; undefined where a key is no column of the output.
 *
 * @param added columns that the output is to have besides
 */
export function outputOrder({ tree }: Select, added: readonly string[] = []): string | undefined {
  const keys = listOf(tree['sortClause']).map((item) => {
    const sort = nodeOf(item, 'SortBy');
    const name = columnOf(sort?.['node'])?.name;
    if (sort === undefined || name === undefined) return undefined;
    if (!isOutput(tree, name) && !added.includes(name)) return undefined;
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

/** Names of the output columns, where each has one of its own; undefined where a name is missing or is there twice. */
export function outputNames({ tree }: Select): readonly string[] | undefined {
  const names = listOf(tree['targetList']).map((item) => {
    const target = nodeOf(item, 'ResTarget');
    const label = target?.['name'];
    return typeof label === 'string' ? label : columnOf(target?.['val'])?.name;
  });
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && new Set(known).size === known.length ? known : undefined;
}

/** The columns of the ORDER BY; undefined where a key is anything else, or where two have one name. */
export function sortColumns({ tree }: Select): readonly ColumnName[] | undefined {
  const keys = listOf(tree['sortClause']).map((item) => columnOf(nodeOf(item, 'SortBy')?.['node']));
  const known = keys.filter((key) => key !== undefined);
  const names = new Set(known.map(({ name }) => name));
  return known.length === keys.length && names.size === known.length ? known : undefined;
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
