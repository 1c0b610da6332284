import type { Variant } from '../types';
import { inPlaceOfEquality } from './in-place-of-equality';

export const leadingWildcard: Variant = {
  name: 'leading wildcard',
  reason: 'A b-tree orders texts by their start, and the pattern has none.',
  instead: 'Use a GIN index with gin_trgm_ops, or search from the start.',
  sameRows: false,
  rewrite: inPlaceOfEquality(({ column, left, value }) =>
    /^(?:text|varchar)$/.test(column.typeName) ? `${left} like '%' || ${value}::text` : undefined,
  ),
};
