import type { TimelinePoint } from '../types';
import { type Planning, unplanned } from './batch';
import { type History, neighbours, type Neighbours, pointsOf } from './history';
import { type MemoryLimits, type MemoryNeed, memoryNeeds } from '../../plan/memory-needs';
import { stepScales } from './step-scales';

/**
 * Row counts just after a node of a case's plan needs all the memory that it may use, and just before one of the plan
 * that comes next does. There the cost of a sort or a hash table jumps: a plan that is best for a while only begins or
 * ends there. What a node needs grows as a power of the row count between two near ones, so that one look is enough.
 */
export function memoryPoints(
  histories: readonly History[],
  limits: MemoryLimits,
  precision: number,
): readonly Planning[] {
  return histories.flatMap((history) =>
    neighbours(pointsOf(history)).flatMap(({ from, to }) => {
      const later = new Map(needsAt(history, to).map(({ need }) => [need.of, need]));
      const scales = needsAt(history, from).flatMap(({ need, chosen }): readonly number[] => {
        const then = later.get(need.of);
        const limit = limits[need.kind];
        if (then === undefined) return [];
        const jump = (then.jump / then.bytes) * limit;
        if (!mayChange(history, { from, to }, jump)) return [];
        const growth = {
          from: { scale: from.scale, size: need.bytes },
          to: { scale: to.scale, size: then.bytes },
        };
        const steps = stepScales(growth, limit, precision, 1);
        return chosen ? steps.slice(-1) : steps.slice(0, 1);
      });
      return unplanned(history, scales);
    }),
  );
}

/** What the chosen plan needs, and what the next one does where the chosen one has no such node. */
function needsAt(
  { runnersUp }: History,
  { scale, plan }: TimelinePoint,
): readonly { readonly need: MemoryNeed; readonly chosen: boolean }[] {
  const own = memoryNeeds(plan.document.root);
  const next = runnersUp.get(scale)?.needs ?? [];
  return [
    ...own.map((need) => ({ need, chosen: true })),
    ...next
      .filter(({ of }) => !own.some((need) => need.of === of))
      .map((need) => ({ need, chosen: false })),
  ];
}

/** Whether the plan that comes next is so near that this much more cost decides between the two. */
function mayChange(
  { runnersUp }: History,
  { from, to }: Pick<Neighbours, 'from' | 'to'>,
  jump: number,
): boolean {
  const margin = Math.min(
    ...[from, to].map(({ scale }) => runnersUp.get(scale)?.margin ?? Infinity),
  );
  return margin < 1 + jump / Math.min(from.plan.cost, to.plan.cost);
}
