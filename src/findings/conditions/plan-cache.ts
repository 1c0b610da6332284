import type { Plan } from '../../plan/types';
import { formatCost, rowsText } from '../../text/figures';
import type { BothPlans } from '../evidence';

/**
 * Whether a server that plans a prepared statement anew for its first five executions goes over to the generic plan at the
 * sixth: where that costs less than the custom plans did on average, planning included (plancache.c, choose_custom_plan
 * and cached_plan_cost). All executions are taken to have the values of the case.
 */
export function takesGenericPlan(
  generic: Plan,
  custom: Plan,
  settings: { readonly [name: string]: string },
): boolean {
  return generic.cost < custom.cost + planningCost(custom, settings);
}

/** In cost units: 1,000 operators for each relation of the statement, and for one more. */
function planningCost({ accesses }: Plan, settings: { readonly [name: string]: string }): number {
  const operator = Number(settings['cpu_operator_cost'] ?? '0.0025');
  return 1000 * (Number.isFinite(operator) ? operator : 0.0025) * (accesses.length + 1);
}

/** What the sixth execution of a prepared statement takes, as a sentence. */
export function sixthExecutionText(
  { scale, generic, custom }: BothPlans,
  settings: { readonly [name: string]: string },
): string {
  const costs = `at ${rowsText(scale)} the planner expects a cost of ${formatCost(generic.cost)} for it and of ${formatCost(custom.cost)} for the custom plan`;
  return takesGenericPlan(generic, custom, settings)
    ? `A server with plan_cache_mode auto takes the generic plan from the sixth execution of the prepared statement on: ${costs}.`
    : `A server with plan_cache_mode auto does not take the generic plan for these values: ${costs}.`;
}
