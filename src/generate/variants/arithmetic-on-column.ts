import type { Variant } from './types';

export const arithmeticOnColumn: Variant = {
  name: 'arithmetic on the column',
  reason: 'No index is on the result, and the planner guesses how many rows have it.',
  instead: 'Do the arithmetic on the value.',
  sameRows: true,
  condition: ({ column, left, value }) =>
    /^int[48]$/.test(column.typeName) ? `${left} + 0 = ${value}` : undefined,
};
