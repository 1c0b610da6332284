import type { Case } from '../scenario/types';
import { joinSignature } from './reproduce/methods';
import type { Target } from './types';

/** Equal for runs of one case by one access; without a target the planner chooses the access. */
export function accessKey(of: Case, target: Target | undefined): string {
  if (target === undefined) return of.id;
  return [of.id, target.plan.accessSignature, joinSignature(target.plan.document)].join('\0');
}
