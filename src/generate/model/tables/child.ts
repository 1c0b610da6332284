import type { TableRule } from '../types';

export const child: TableRule = {
  name: 'child',
  role: 'child',
  reason:
    'Each row of a parent has several rows, so that a table has more the more parents it is below.',
  because: ({ foreignKeys, name }) => {
    const parents = [...new Set(foreignKeys.map(({ table }) => table))].filter(
      (each) => each !== name,
    );
    return parents.length === 0 ? undefined : `it refers to ${parents.slice(0, 3).join(', ')}`;
  },
};
