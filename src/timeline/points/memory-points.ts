import type { Case } from '../../scenario/types';
import type { TimelinePoint } from '../types';
import type { Batch } from './choose-points';
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
  limits: MemoryLimits | undefined,
  precision: number,
): Batch {
  const batch = new Map<number, Set<Case>>();
  if (limits === undefined) return new Map();
  for (const history of histories) {
    for (const { from, to } of neighbours(pointsOf(history))) {
      const after = new Map(needsAt(history, to).map((need) => [need.of, need]));
      const chosen = new Set(memoryNeeds(from.plan.document.root).map(({ of }) => of));
      for (const need of needsAt(history, from)) {
        const later = after.get(need.of);
        const limit = limits[need.kind];
        if (later === undefined) continue;
        const jump = (later.jump / later.bytes) * limit;
        if (!mayChange(history, { from, to }, jump)) continue;
        const growth = {
          from: { scale: from.scale, size: need.bytes },
          to: { scale: to.scale, size: later.bytes },
        };
        const scale = stepScales(growth, limit, precision, 1).at(chosen.has(need.of) ? -1 : 0);
        if (scale === undefined || history.outcomes.has(scale)) continue;
        batch.set(scale, (batch.get(scale) ?? new Set()).add(history.case));
      }
    }
  }
  const rising = [...batch].sort(([a], [b]) => a - b);
  return new Map(rising.map(([scale, cases]) => [scale, [...cases]]));
}

/** What the chosen plan needs, and what the next one does where the chosen one has no such node. */
function needsAt({ runnersUp }: History, { scale, plan }: TimelinePoint): readonly MemoryNeed[] {
  const chosen = memoryNeeds(plan.document.root);
  const others = runnersUp.get(scale)?.needs ?? [];
  return [...chosen, ...others.filter(({ of }) => !chosen.some((need) => need.of === of))];
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
