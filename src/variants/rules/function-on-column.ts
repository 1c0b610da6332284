import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const functionOnColumn: Variant = {
  name: 'lower on the column',
  reason: 'The index is on the column, and none on lower(column).',
  instead: 'Create an index on lower(column), or store it in one case.',
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value }) =>
    /^(?:text|varchar|bpchar)$/.test(column.typeName)
      ? `lower(${left}) = lower(${value})`
      : undefined,
  ),
};
