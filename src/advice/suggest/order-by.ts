import { indexesOf } from '../../findings/missing-index/index-advice';
import { quoteIdent } from '../../postgres/quote';
import { conditionsOf } from '../index/conditions';
import { relationsOf, selectOf } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * An ORDER BY in front of a LIMIT that has none: sorted by the column of its condition, the rows come from that
 * column's index, and the planner does not hope to meet them early in a scan of the table.
 */
export const orderBy: Suggest = ({ query, accesses, plan, catalog }) => {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select?.limit === undefined || select.order !== undefined) return [];
  const { limit } = select;
  // A table of a subquery that has become a join has no columns there.
  const named = relationsOf(select.tree).map(({ alias }) => alias);
  const sortable = accesses.filter(({ alias }) => named.includes(alias));
  const columns = sortable.flatMap((access) => {
    const { equal, ranged } = conditionsOf(access, plan, catalog, query);
    const led = indexesOf(access, catalog)
      .filter(({ method }) => method === 'btree')
      .map(({ columns: [first] }) => first);
    return [...equal, ...ranged]
      .filter((column) => led.includes(column))
      .map((column) => `${quoteIdent(access.alias)}.${quoteIdent(column)}`);
  });
  return columns.slice(0, 1).map((column) => {
    const sql = `${query.sql.slice(0, limit.start)}order by ${column} ${query.sql.slice(limit.start)}`;
    const reason = 'without an order the planner expects to meet enough rows early in a scan';
    return rewriteSuggestion('order-by', sql, reason);
  });
};
