import type { Variant } from './types';

export const caseInsensitive: Variant = {
  name: 'case-insensitive match',
  reason: 'A b-tree does not serve ILIKE.',
  instead: 'Create an index on lower(column) and compare that, or a GIN index with gin_trgm_ops.',
  sameRows: false,
  condition: ({ column, left }) =>
    /^(?:text|varchar)$/.test(column.typeName) ? `${left} ilike 'ab12cd'` : undefined,
};
