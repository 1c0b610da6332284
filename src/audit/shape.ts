import { shapeKey } from '../plan/shape-key';
import type { Plan } from '../plan/types';
import { digest } from '../text/digest';

/** Digests of the shapes of plans. Those of a workload differ in little but constants, and to make one costs as much as to plan. */
export function shapeReader(): (plan: Plan) => string {
  const known = new Map<string, string>();
  return (plan) => {
    const key = shapeKey(plan.document.root);
    const shape = known.get(key) ?? digest(plan.signature, 12);
    known.set(key, shape);
    return shape;
  };
}
