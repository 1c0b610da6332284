import type { World } from '../engine/types';
import type { BothPlans } from '../findings/evidence';
import { isGeneric } from '../plan/plan-cache';
import type { Timeline } from '../timeline/types';

/** The custom plan beside the generic one of a timeline, at its largest row count; undefined where it has custom plans. */
export async function bothPlans(
  world: World,
  { ranges }: Timeline,
): Promise<BothPlans | undefined> {
  const point = ranges.at(-1)?.points.at(-1);
  if (point === undefined || !isGeneric(point.statement, world.settings)) return undefined;
  const { scale, plan: generic, statement } = point;
  if (statement.parameters.length === 0) return undefined;
  const custom = await world.replan(scale, statement, { plan_cache_mode: 'force_custom_plan' });
  const { planCache } = statement;
  return custom.ok ? { scale, generic, custom: custom.plan, planCache } : undefined;
}
