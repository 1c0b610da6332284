import { customPlanCost, takesGeneric } from '../../plan/plan-cache';
import { counted, formatCost, rowsText } from '../../text/figures';
import type { BothPlans } from '../evidence';

type Settings = { readonly [name: string]: string };

/**
 * Whether a server that plans a prepared statement anew for its first five executions goes over to the generic plan at the
 * sixth. Where its cases were compared as a whole, they are its executions; else all executions have the values of the case.
 */
export function takesGenericPlan(both: BothPlans, settings: Settings): boolean {
  return takesGeneric(costsOf(both, settings));
}

function costsOf({ generic, custom, planCache }: BothPlans, settings: Settings) {
  return planCache ?? { generic: generic.cost, custom: customPlanCost(custom, settings) };
}

/** What the sixth execution of a prepared statement takes, as a sentence. */
export function sixthExecutionText(both: BothPlans, settings: Settings): string {
  const { scale, planCache } = both;
  const { generic, custom } = costsOf(both, settings);
  const mean = planCache === undefined ? '' : ` (mean of ${counted(planCache.cases, 'case')})`;
  const costs = `at ${rowsText(scale)} the planner expects a cost of ${formatCost(generic)} for it, and of ${formatCost(custom)} for the custom plan and for planning it each time${mean}`;
  return takesGenericPlan(both, settings)
    ? `A server with plan_cache_mode auto takes the generic plan from the sixth execution of the prepared statement on: ${costs}.`
    : `A server with plan_cache_mode auto does not take the generic plan for these values: ${costs}.`;
}
