import type { OrderKey } from '../../findings/missing-index/index-keys';
import type { AccessPath } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { tableOf } from '../relation';
import { columnOf, listOf, nodeOf, stringOf } from '../../sql/nodes';
import type { QueryText } from '../../sql/query-text';
import { relationsOf } from './select';

/**
 * The column of `select min(a)` or `max(a)`, whose answer is the first or the last row in its order: the planner reads it from
 * an end of an index where the conditions lead there (planagg.c, preprocess_minmax_aggregates). Undefined for any other select.
 */
function endColumn({ tree }: QueryText): unknown {
  const [target, ...more] = listOf(tree['targetList']);
  const call = nodeOf(nodeOf(target, 'ResTarget')?.['val'], 'FuncCall');
  const name = stringOf(listOf(call?.['funcname']).at(-1));
  const [column, ...others] = listOf(call?.['args']);
  if (more.length > 0 || others.length > 0 || 'groupClause' in tree) return undefined;
  return name === 'min' || name === 'max' ? column : undefined;
}

/** Whether one row at an end of an order is the whole answer. */
export const asksForAnEnd = (query: QueryText | undefined): boolean =>
  query?.type === 'SelectStmt' && endColumn(query) !== undefined;

/**
 * The columns that the text orders its result by, where all of them are columns of the relation that an access reads.
 * Empty where there is no ORDER BY, and where it names anything else.
 */
export function orderKeysOf(
  query: QueryText | undefined,
  access: AccessPath,
  catalog: Catalog,
): readonly OrderKey[] {
  if (query?.type !== 'SelectStmt') return [];
  const relations = relationsOf(query.tree);
  const end = endColumn(query);
  const sorts =
    end === undefined
      ? listOf(query.tree['sortClause']).map((item) => nodeOf(item, 'SortBy'))
      : [{ node: end, sortby_nulls: 'SORTBY_NULLS_DEFAULT' }];
  const keys = sorts.map((sort) => {
    const column = columnOf(sort?.['node']);
    if (sort === undefined || column === undefined) return undefined;
    const own =
      column.qualifier === undefined
        ? relations.length === 1 && relations[0]?.alias === access.alias
        : column.qualifier === access.alias;
    const exists = tableOf(access, catalog)?.columns.some(({ name }) => name === column.name);
    if (!own || exists !== true) return undefined;
    const descending = sort['sortby_dir'] === 'SORTBY_DESC';
    const nulls = sort['sortby_nulls'];
    const nullsFirst =
      nulls === 'SORTBY_NULLS_DEFAULT' ? descending : nulls === 'SORTBY_NULLS_FIRST';
    return { column: column.name, descending, nullsFirst };
  });
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length ? known : [];
}
