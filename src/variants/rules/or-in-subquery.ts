import { quoteIdent, qualifiedName } from '../../postgres/quote';
import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const orInSubquery: Variant = {
  name: 'or with a subquery',
  reason: 'A subquery under OR is no join: every row is read, and looked up in its result.',
  instead: 'Write two queries with UNION, each with one of the conditions.',
  sameRows: true,
  rewrite: inPlaceOfEquality(({ table, column, left, value }) => {
    const name = quoteIdent(column.name);
    const from = qualifiedName(table.schema, table.name);
    return `(${left} = ${value} or ${left} in (select other.${name} from ${from} other where other.${name} = ${value}))`;
  }),
};
