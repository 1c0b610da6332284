import {
  costWithoutDisablePenalty,
  usesIndex,
  withoutFullScans,
  withoutIndexes,
} from '../../plan/disabled-paths';
import type { Settings } from '../../plan/types';
import { type MemoryNeed, memoryNeeds } from '../../plan/memory-needs';
import { type ParallelRead, parallelReads } from '../../plan/parallel-reads';
import type { Replan, TimelinePoint } from '../types';

/** The plan that would be made without what the chosen one is built on: its indexes, or else its full scans. */
export interface RunnerUp {
  /** How many times dearer it is; near 1 the planner is near changing its mind, and even 0.99 it calls equal. */
  readonly margin: number;
  readonly accessSignature: string;
  /** Memory that its nodes need. */
  readonly needs: readonly MemoryNeed[];
  /** Its scans by indexes that may have parallel workers. */
  readonly reads: readonly ParallelRead[];
}

/** The runner-up of the plan at a point; undefined where the planner has no other way. */
export async function runnerUpOf(
  point: TimelinePoint,
  replan: Replan,
): Promise<RunnerUp | undefined> {
  const settings = disabledPathsOf(point);
  if (settings === undefined) return undefined;
  const outcome = await replan(point, settings);
  if (!outcome.ok) return undefined;
  const { accessSignature, cost, document } = outcome.plan;
  const withoutPenalty = costWithoutDisablePenalty(cost, point.plan.cost);
  if (withoutPenalty === undefined || accessSignature === point.plan.accessSignature)
    return undefined;
  return {
    margin: withoutPenalty / point.plan.cost,
    accessSignature,
    needs: memoryNeeds(document.root),
    reads: parallelReads(document.root),
  };
}

/** Orders points so that those whose runners-up are planned under the same settings follow each other. */
export function byDisabledPaths(a: TimelinePoint, b: TimelinePoint): number {
  return disabledPaths.indexOf(disabledPathsOf(a)) - disabledPaths.indexOf(disabledPathsOf(b));
}

const disabledPaths = [undefined, withoutFullScans, withoutIndexes];

function disabledPathsOf(point: TimelinePoint): Settings | undefined {
  const { accesses } = point.plan;
  if (accesses.some(usesIndex)) return withoutIndexes;
  return accesses.some((access) => access.method === 'seq') ? withoutFullScans : undefined;
}
