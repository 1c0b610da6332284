import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const doubleParameter: Variant = {
  name: 'double parameter',
  reason:
    'No operator of the index compares whole numbers with double precision: the column is cast, row by row. Drivers whose only number is a double send it so.',
  instead: "Send the column's own type, or cast the parameter: $1::bigint.",
  // Above 2^53 several whole numbers are one double.
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value, type }) =>
    /^int[248]$/.test(column.typeName) ? `${left} = (${value}::${type})::float8` : undefined,
  ),
};
