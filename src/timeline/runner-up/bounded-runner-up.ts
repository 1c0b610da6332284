import { earlyStops, worstCost } from '../../plan/early-stops';
import type { Plan, PlanNode, PlanOutcome, Settings } from '../../plan/types';
import { nodesOf } from '../../plan/nodes';
import { disableCost, withoutFullScans } from '../../plan/disabled-paths';
import type { BoundedRunnerUp } from '../types';

/** How many times the worst case of another plan is worth a finding. */
export const worstMultiple = 100;

/** Cost in the planner's units below which nobody waits, whatever the plan finds. */
const leastWorst = 1_000;

/**
 * The plan with the cheapest worst case among those that the planner makes when it is denied what an early stop is built
 * on. Undefined where no plan may be that much better: a plan that was not chosen costs no less than the chosen one, so
 * its worst case is a hundredth of the chosen plan's only if that is a hundred times its own cost.
 */
export async function boundedRunnerUp(
  plan: Plan,
  replan: (settings: Settings) => Promise<PlanOutcome>,
): Promise<BoundedRunnerUp | undefined> {
  const { root } = plan.document;
  if (worstCost(root) < Math.max(leastWorst, worstMultiple * 0.99 * plan.cost)) return undefined;
  const runnersUp: BoundedRunnerUp[] = [];
  for (const settings of disabledPaths(root)) {
    const outcome = await replan(settings);
    if (!outcome.ok || outcome.plan.accessSignature === plan.accessSignature) continue;
    const worst = worstCost(outcome.plan.document.root);
    // Majors before 18 add a penalty for what is denied and cannot be avoided.
    if (worst >= disableCost) continue;
    runnersUp.push({ worstCost: worst, accesses: outcome.plan.accesses });
  }
  return runnersUp.toSorted((a, b) => a.worstCost - b.worstCost)[0];
}

/** A bitmap of an index has no order, so a LIMIT above it ends no walk; a hash join reads each side once. */
const withoutWalks: Settings = { enable_indexscan: 'off', enable_indexonlyscan: 'off' };
const withoutNestedLoops: Settings = { enable_nestloop: 'off' };

function disabledPaths(root: PlanNode): readonly Settings[] {
  const types = new Set(
    earlyStops(root).flatMap(({ node }) => nodesOf(node).map((placed) => placed.node.type)),
  );
  return [
    ...(types.has('Index Scan') || types.has('Index Only Scan') ? [withoutWalks] : []),
    ...(types.has('Seq Scan') ? [withoutFullScans] : []),
    ...(types.has('Nested Loop') || earlyStops(root).some(({ by }) => by === 'EXISTS')
      ? [withoutNestedLoops]
      : []),
  ];
}
