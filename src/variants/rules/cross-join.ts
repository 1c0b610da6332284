import { conjunction } from '../../advice/query/conjunction';
import { innerJoinOf } from '../../advice/query/inner-join';
import { textOf } from '../../sql/query-text';
import { columnsNamed } from '../columns-named';
import type { Variant } from '../types';

export const crossJoin: Variant = {
  name: 'cross join',
  reason:
    'Without the condition that joins them, each row of one table meets every row of the other.',
  instead: 'Join by the foreign key: on child.parent_id = parent.id.',
  sameRows: false,
  rewrite({ query, select }) {
    const join = select && innerJoinOf(query, select);
    if (select === undefined || join === undefined) return [];
    const kept = join.terms.filter(({ tree }) => {
      const qualifiers = new Set(columnsNamed(tree).map(({ qualifier }) => qualifier));
      return qualifiers.size < 2 && !qualifiers.has(undefined);
    });
    if (kept.length === join.terms.length) return [];
    const from = join.items.map(({ text }) => text).join(' cross join ');
    const where = kept.length === 0 ? '' : ` where ${conjunction(query, kept)}`;
    const rest = [select.order, select.limit].map((span) => span && textOf(query, span));
    const [order, limit] = rest;
    return [
      `select ${textOf(query, select.targets)} from ${from}${where}${order === undefined ? '' : ` order by ${order}`}${limit === undefined ? '' : ` ${limit}`}`,
    ];
  },
};
