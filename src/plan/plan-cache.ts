import { nodesOf } from './nodes';
import type { Plan, Settings, Statement } from './types';

/** Whether the plan of a statement is one for all values. */
export function isGeneric(
  { settings: own }: Pick<Statement, 'settings'>,
  settings: Settings,
): boolean {
  return (own?.['plan_cache_mode'] ?? settings['plan_cache_mode']) === 'force_generic_plan';
}

/**
 * What the server takes the custom plan of one execution to cost: running it, and making it anew each time
 * (cached_plan_cost, plancache.c). In the planner's units.
 */
export function customPlanCost(plan: Plan, settings: Settings): number {
  const given = Number(settings['cpu_operator_cost'] ?? '0.0025');
  const operator = Number.isFinite(given) ? given : 0.0025;
  return plan.cost + 1000 * operator * (rangeTableEntries(plan) + 1);
}

/**
 * Entries of a plan's range table, as its nodes show them: scans, partitioned tables above their partitions, and joins,
 * which have an entry each where they are written as JOIN.
 */
function rangeTableEntries({ accesses, document }: Plan): number {
  const scanned = accesses.reduce(
    (sum, { partitions }) => sum + partitions + (partitions > 1 ? 1 : 0),
    0,
  );
  const joins = nodesOf(document.root).filter(({ node }) =>
    /^(Nested Loop|Hash Join|Merge Join)$/.test(node.type),
  );
  return scanned + joins.length;
}

/**
 * Whether a server that planned a statement anew five times goes over to the generic plan: where that costs less than the
 * custom plans did on average (choose_custom_plan, plancache.c).
 */
export const takesGeneric = (costs: {
  readonly generic: number;
  readonly custom: number;
}): boolean => costs.generic < costs.custom;
