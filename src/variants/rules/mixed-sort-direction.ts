import { listOf, nodeOf } from '../../sql/nodes';
import { textOf, tokensIn } from '../../sql/query-text';
import type { Variant } from '../types';

export const mixedSortDirection: Variant = {
  name: 'mixed sort direction',
  reason: 'An index is read forward or backward, and gives no order with one column each way.',
  instead: 'Order all columns in one direction, or create an index with these directions.',
  sameRows: false,
  rewrite({ query, select }) {
    const order = select?.order;
    const keys = listOf(select?.tree['sortClause']);
    const last = nodeOf(keys.at(-1), 'SortBy');
    if (order === undefined || keys.length < 2 || last === undefined) return [];
    const tokens = tokensIn(query, order);
    const depth = tokens[0]?.depth ?? 0;
    const comma = tokens.findLast((token) => token.word === ',' && token.depth === depth);
    // With a place for nulls or an operator the direction is more than a word.
    const plain = keys.every((key) => {
      const sort = nodeOf(key, 'SortBy');
      return sort?.['sortby_nulls'] === 'SORTBY_NULLS_DEFAULT' && sort['useOp'] === undefined;
    });
    if (comma === undefined || !plain) return [];
    const descending = last['sortby_dir'] === 'SORTBY_DESC';
    const key = textOf(query, { start: comma.end, end: order.end }).trim();
    const bare = key.replace(/\s+(?:asc|desc)$/i, '');
    const { sql } = query;
    return [
      `${sql.slice(0, comma.end)} ${bare}${descending ? ' asc' : ' desc'}${sql.slice(order.end)}`,
    ];
  },
};
