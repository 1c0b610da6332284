import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const textForChar: Variant = {
  name: 'text parameter for char(n)',
  reason:
    'Compared with text, a char(n) column is cast to text and loses its padding and its index.',
  instead: 'Declare the column as text or varchar, or cast the parameter: $1::bpchar.',
  // The padding of the value counts, that of the column does not.
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value }) =>
    column.typeName === 'bpchar' ? `${left} = ${value}::text` : undefined,
  ),
};
