import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const optionalFilter: Variant = {
  name: 'optional filter',
  reason: 'A prepared statement has one plan for both halves, and the first one needs all rows.',
  instead: 'Build the query without the condition where there is no value.',
  sameRows: true,
  // A drawn value is a constant, which would fold; a parameter of a prepared statement does not.
  rewrite: inPlaceOfEquality(
    ({ left, value, type }) =>
      `((select ${value}::${type}) is null or ${left} = (select ${value}::${type}))`,
  ),
};
