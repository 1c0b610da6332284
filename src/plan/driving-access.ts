import { inputsOf } from './nodes';
import type { AccessPath, Plan, PlanNode } from './types';

/**
 * The access of the scan that drives a node: what its outer sides lead down to. Undefined where no scan of a relation, or
 * more than one access, is there.
 */
export function drivingAccess(
  node: PlanNode,
  { accesses }: Pick<Plan, 'accesses'>,
): AccessPath | undefined {
  const { 'Relation Name': relation, Alias: alias } = node.properties;
  if (typeof relation === 'string') {
    const name = bare(typeof alias === 'string' ? alias : relation);
    const own = accesses.filter((each) => bare(each.alias) === name);
    return own.length === 1 ? own[0] : undefined;
  }
  const [first] = inputsOf(node);
  return first === undefined ? undefined : drivingAccess(first, { accesses });
}

/** The planner numbers the aliases of partitions. */
const bare = (alias: string): string => alias.replace(/_\d+$/, '');
