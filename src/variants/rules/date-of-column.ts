import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const dateOfColumn: Variant = {
  name: 'date of the column',
  reason: 'No index is on date(column); the planner guesses half a per cent of the rows.',
  instead: 'Ask for a range: column >= day and column < day + 1.',
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value, type }) =>
    /^timestamp(?:tz)?$/.test(column.typeName)
      ? `date(${left}) = date(${value}::${type})`
      : undefined,
  ),
};
