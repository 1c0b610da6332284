import { conjunction } from '../../advice/query/conjunction';
import { replaced, textOf } from '../../sql/query-text';
import type { Variant } from '../types';

export const orAcrossColumns: Variant = {
  name: 'or across columns',
  reason: 'An index bounds an OR only where each of its columns leads an index of its own.',
  instead: 'Join the conditions with AND, or write a UNION with one condition in each part.',
  sameRows: false,
  rewrite({ query, select, equalities: [first, second] }) {
    if (first === undefined || second === undefined || select?.where === undefined) return [];
    if (first.table !== second.table) return [];
    const either = `(${textOf(query, first.span)} or ${textOf(query, second.span)})`;
    const others = select.terms.filter(({ span }) => span !== first.span && span !== second.span);
    const by = others.length === 0 ? either : `${either} and ${conjunction(query, others)}`;
    return [replaced(query.sql, [{ span: select.where, by }])];
  },
};
