import type { Variant } from './types';

export const coalescedColumn: Variant = {
  name: 'coalesce on the column',
  reason: 'No index is on the result of coalesce, and the planner has no statistics on it.',
  instead: 'Leave coalesce out: null is equal to nothing. Or make the column not null.',
  sameRows: true,
  condition({ column, left, value }) {
    if (column.notNull || column.enumLabels !== undefined) return undefined;
    const empty = /^int[248]$/.test(column.typeName)
      ? '-1'
      : column.category === 'S'
        ? "''"
        : undefined;
    return empty === undefined ? undefined : `coalesce(${left}, ${empty}) = ${value}`;
  },
};
