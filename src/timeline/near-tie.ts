import { honestCost, type Settings, withoutFullScans, withoutIndexes } from './denial';
import type { Replan } from './measure-change';
import { usesIndex } from './occurrences';
import type { TimelinePoint } from './types';

/**
 * How many times dearer the plan would be without what it is built on: its indexes, or its full scans where
 * it has none. Near 1 the planner is near changing its mind. Infinite where it has no other way.
 */
export async function marginOf(point: TimelinePoint, replan: Replan): Promise<number> {
  const settings = rivalOf(point);
  if (settings === undefined) return Infinity;
  const outcome = await replan(point, settings);
  if (!outcome.ok || outcome.plan.accessSignature === point.plan.accessSignature) return Infinity;
  const rival = honestCost(outcome.plan.cost, point.plan.cost);
  return rival === undefined ? Infinity : rival / point.plan.cost;
}

function rivalOf(point: TimelinePoint): Settings | undefined {
  const { accesses } = point.plan;
  if (accesses.some(usesIndex)) return withoutIndexes;
  return accesses.some((access) => access.method === 'seq') ? withoutFullScans : undefined;
}
