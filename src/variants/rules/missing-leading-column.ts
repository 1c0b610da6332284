import { conjunction } from '../../advice/query/conjunction';
import { replaced } from '../../sql/query-text';
import type { Variant } from '../types';

export const missingLeadingColumn: Variant = {
  name: 'missing leading column',
  reason: 'An index is searched by its first column; without it all of its entries are read.',
  instead: 'Keep the condition on the first column, or create an index that starts with the other.',
  sameRows: false,
  rewrite({ query, select, equalities }) {
    const where = select?.where;
    if (select === undefined || where === undefined) return [];
    const leads = equalities.find(({ table, column }) =>
      table.indexes.some(
        ({ columns: [first, ...rest] }) =>
          first === column.name &&
          equalities.some((other) => other.table === table && rest.includes(other.column.name)),
      ),
    );
    if (leads === undefined) return [];
    const others = select.terms.filter(({ span }) => span !== leads.span);
    const by = conjunction(query, others);
    return [replaced(query.sql, [{ span: where, by }])];
  },
};
