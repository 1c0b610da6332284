import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const caseInsensitive: Variant = {
  name: 'case-insensitive match',
  reason: 'A b-tree does not serve ILIKE.',
  instead: 'Create an index on lower(column) and compare that, or a GIN index with gin_trgm_ops.',
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value }) =>
    /^(?:text|varchar)$/.test(column.typeName) ? `${left} ilike ${value}::text` : undefined,
  ),
};
