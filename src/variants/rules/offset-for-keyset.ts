import { conjunction } from '../../advice/query/conjunction';
import { textOf, replaced } from '../../sql/query-text';
import type { Variant } from '../types';
import { rowOperator } from './keyset-as-or';

/** Rows before a deep page: 5,000 pages of twenty. */
const deep = 100_000;

export const offsetForKeyset: Variant = {
  name: 'offset for keyset',
  reason: 'Each page reads all rows of the pages before it.',
  instead: 'Go on after the last row of the page before: (a, b) > ($1, $2).',
  sameRows: false,
  rewrite({ query, select }) {
    if (select === undefined) return [];
    const { where, order, limit } = select;
    const cursor = select.terms.find(({ tree }) => rowOperator(tree) !== undefined);
    if (cursor === undefined || where === undefined || order === undefined || limit === undefined)
      return [];
    const text = textOf(query, limit);
    if (/\boffset\b/i.test(text)) return [];
    const rest = select.terms.filter((term) => term !== cursor);
    const by = rest.length === 0 ? 'true' : conjunction(query, rest);
    return [
      replaced(query.sql, [
        { span: where, by },
        { span: limit, by: `${text} offset ${deep}` },
      ]),
    ];
  },
};
