import type { Plan } from '../../plan/types';
import { joinSignature } from './methods';

/**
 * How near a plan is to the target: `access`, every occurrence is read by the same access; `joins`, the methods of its
 * joins are the target's too.
 */
export type Likeness = 'joins' | 'access' | 'none';

export function likeness(plan: Plan, target: Plan): Likeness {
  if (plan.accessSignature !== target.accessSignature) return 'none';
  return joinSignature(plan.document) === joinSignature(target.document) ? 'joins' : 'access';
}
