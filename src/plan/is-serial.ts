import type { PlanNode } from './types';

/** Plans that write or lock rows have no parallel workers (standard_planner, planner.c). */
export function isSerial({ type, children }: PlanNode): boolean {
  return type === 'ModifyTable' || type === 'LockRows' || children.some(isSerial);
}
