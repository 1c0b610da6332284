import type { OrderKey } from '../../findings/missing-index/index-keys';
import type { AccessPath } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { tableOf } from '../relation';
import { columnOf, listOf, nodeOf } from '../../sql/nodes';
import type { QueryText } from '../../sql/query-text';
import { relationsOf } from './select';

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
  const keys = listOf(query.tree['sortClause']).map((item) => {
    const sort = nodeOf(item, 'SortBy');
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
