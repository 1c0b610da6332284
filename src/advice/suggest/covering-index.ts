import { partialTest } from '../../findings/missing-index/index-advice';
import type { AccessPath } from '../../plan/types';
import { quoteIdent } from '../../postgres/quote';
import { listed } from '../../text/figures';
import { columnsOfKeys } from '../index/btree-keys';
import { conditionsOf } from '../index/conditions';
import { indexSuggestion } from '../index/create-index';
import { tableOf } from '../relation';
import { columnOf } from '../../sql/nodes';
import { containsNode, walk } from '../../sql/walk';
import { orderKeysOf } from '../query/order';
import type { QueryText } from '../../sql/query-text';
import { relationsOf } from '../query/select';
import type { Situation, Suggest } from '../situation';
import { keyTexts } from './btree-index';

/** More columns than these make an index nearly as wide as its table. */
const mostColumns = 4;

/**
 * The same keys with the other columns of the query included, so that no page of the table is read. It pays where a
 * read takes many rows, each on a page of its own, and needs few columns of them.
 */
export const coveringIndex: Suggest = (situation) =>
  situation.accesses.flatMap((access) => {
    const { plan, catalog, query } = situation;
    const used = usedColumns(access, situation, query);
    if (used === undefined) return [];
    const { equal, ranged, tests } = conditionsOf(access, plan, catalog, query);
    const order = orderKeysOf(query, access, catalog).filter(
      ({ column }) => !equal.includes(column),
    );
    const then = ranged[0] ?? (order.length > 0 ? order : undefined);
    const keys = { equal, then };
    const columns = columnsOfKeys(keys);
    if (columns.length === 0) return [];
    const include = used.filter((column) => !columns.includes(column));
    if (include.length === 0 || include.length > mostColumns) return [];
    const where = [...new Set(tests.flatMap((test) => partialTest(test)))];
    const reason = `it also has ${listed(include)}, so that no page of ${access.relation} is read`;
    const parts = { keys: keyTexts(keys), include: include.map(quoteIdent), where };
    return [indexSuggestion('covering-index', access, parts, reason)];
  });

/** Columns of the relation that the text names; undefined where it takes whole rows, or the owner of a name is not sure. */
function usedColumns(
  access: AccessPath,
  { catalog }: Situation,
  query: QueryText | undefined,
): readonly string[] | undefined {
  if (query?.type !== 'SelectStmt' || containsNode(query.tree, ['A_Star', 'SubLink']))
    return undefined;
  const relations = relationsOf(query.tree);
  if (!relations.some(({ alias }) => alias === access.alias)) return undefined;
  const own = new Set(tableOf(access, catalog)?.columns.map(({ name }) => name));
  const found = new Set<string>();
  walk(query.tree, (type, node) => {
    const column = type === 'ColumnRef' ? columnOf({ ColumnRef: node }) : undefined;
    if (column === undefined || !own.has(column.name)) return;
    if (column.qualifier === access.alias || column.qualifier === undefined) found.add(column.name);
  });
  return [...found];
}
