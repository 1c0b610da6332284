import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const numericParameter: Variant = {
  name: 'numeric parameter',
  reason:
    'No operator of the index compares whole numbers with numeric: the column is cast, row by row. Drivers send decimals and big numbers so.',
  instead: "Send the column's own type, or cast the parameter: $1::bigint.",
  sameRows: true,
  rewrite: inPlaceOfEquality(({ column, left, value, type }) =>
    /^int[248]$/.test(column.typeName) ? `${left} = (${value}::${type})::numeric` : undefined,
  ),
};
