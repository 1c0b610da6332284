import { customPlanCost, takesGeneric } from '../plan/plan-cache';
import type { Settings } from '../plan/types';
import type { GenericPlan, ScannedCase } from './types';

/**
 * Compares the plan for all values with the custom ones, as the server does: the generic cost against the mean custom cost
 * plus the charge for planning (choose_custom_plan and cached_plan_cost, src/backend/utils/cache/plancache.c), of which
 * each case is taken to have been executed as often.
 */
export function compareGeneric(
  { probe, scale, plan }: Pick<GenericPlan, 'probe' | 'scale' | 'plan'>,
  cases: readonly ScannedCase[],
  settings: Settings,
): GenericPlan | undefined {
  const own = cases.flatMap((each) => {
    const point = each.probe.name === probe.name ? each.points.at(-1) : undefined;
    return point?.scale === scale ? [{ each, custom: point.plan }] : [];
  });
  if (own.length === 0) return undefined;
  const sum = own.reduce((total, { custom }) => total + customPlanCost(custom, settings), 0);
  const customCost = sum / own.length;
  return {
    probe,
    scale,
    plan,
    customCost,
    auto: takesGeneric({ generic: plan.cost, custom: customCost }) ? 'generic' : 'custom',
    differing: own
      .filter(({ custom }) => custom.accessSignature !== plan.accessSignature)
      .map(({ each }) => each),
  };
}
