import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const arithmeticOnColumn: Variant = {
  name: 'arithmetic on the column',
  reason: 'No index is on the result, and the planner guesses how many rows have it.',
  instead: 'Do the arithmetic on the value.',
  sameRows: true,
  rewrite: inPlaceOfEquality(({ column, left, value }) =>
    /^int[48]$/.test(column.typeName) ? `${left} + 0 = ${value}` : undefined,
  ),
};
