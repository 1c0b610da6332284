import type { World } from '../engine/types';
import type { Probe } from '../generate/probes/types';
import type { Statement } from '../plan/types';
import { compareGeneric } from './generic-plans';
import type { GenericPlan, ScannedCase } from './types';

/** The plan for all values of each query with parameters, beside those of its cases. */
export async function planGeneric(
  world: Pick<World, 'replan' | 'settings'>,
  scale: number,
  cases: readonly ScannedCase[],
): Promise<readonly GenericPlan[]> {
  const asked = new Map<Probe, Statement>();
  for (const { probe, points } of cases) {
    const point = points.at(-1);
    // A variant is a way of writing; what its query does when it is prepared is said of the query.
    if (point?.scale !== scale || point.statement.parameters.length === 0) continue;
    if (probe.variant === undefined) asked.set(probe, point.statement);
  }
  const found: GenericPlan[] = [];
  for (const [probe, statement] of asked) {
    const outcome = await world.replan(scale, statement, { plan_cache_mode: 'force_generic_plan' });
    if (!outcome.ok) continue;
    const compared = compareGeneric({ probe, scale, plan: outcome.plan }, cases, world.settings);
    if (compared !== undefined) found.push(compared);
  }
  return found;
}
