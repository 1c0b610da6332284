import type { TableRule } from '../types';

export const entity: TableRule = {
  name: 'entity',
  role: 'entity',
  reason: 'What no other rule knows grows with the use of the application.',
  because: () => 'nothing says that it has few rows',
};
