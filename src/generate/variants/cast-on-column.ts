import type { Variant } from './types';

export const castOnColumn: Variant = {
  name: 'cast on the column',
  reason: 'The index is on the column, and no index is on its text.',
  instead: 'Cast the value: column = value::type.',
  sameRows: true,
  condition: ({ column, left, value }) =>
    /^(?:int[248]|uuid)$/.test(column.typeName)
      ? `${left}::text = (${value}::${column.type})::text`
      : undefined,
};
