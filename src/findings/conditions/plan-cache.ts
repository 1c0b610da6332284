import type { Plan } from '../../plan/types';

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
