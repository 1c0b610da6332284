import type { Variant } from './types';

export const leadingWildcard: Variant = {
  name: 'leading wildcard',
  reason: 'A b-tree orders texts by their start, and the pattern has none.',
  instead: 'Use a GIN index with gin_trgm_ops, or search from the start.',
  sameRows: false,
  condition: ({ column, left }) =>
    /^(?:text|varchar)$/.test(column.typeName) ? `${left} like '%ab12cd'` : undefined,
};
