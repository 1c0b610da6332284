import { outputOrder } from '../query/output';
import { textOf } from '../../sql/query-text';
import { selectOf } from '../query/select';
import type { Suggest } from '../situation';
import { rewriteSuggestion } from './rewrite';

/**
 * The conditions in a CTE that is computed first, and ORDER BY and LIMIT outside of it: the planner then reads by the
 * condition, and cannot walk the order in the hope of a match. It pays where few rows match.
 */
export const materialized: Suggest = ({ query }) => {
  const select = query === undefined ? undefined : selectOf(query);
  if (query === undefined || select?.limit === undefined || select.where === undefined) return [];
  const order = outputOrder(select);
  if (order === undefined) return [];
  const head = query.sql.slice(0, select.where.end);
  const tail = [order, textOf(query, select.limit)].filter((each) => each !== '').join(' ');
  const sql = `with matches as materialized (${head}) select * from matches ${tail}`;
  const reason =
    'the planner then finds the matching rows first, and does not wait for them on a walk';
  return [rewriteSuggestion('materialized', sql, reason)];
};
