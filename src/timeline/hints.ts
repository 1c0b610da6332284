import type { TimelinePoint } from './types';

/** Below a quarter of a decade, hints are no longer followed: only a change that was seen is. */
const finest = 2;

/** Difference of slopes on log-log axes that counts as a kink of the cost curve. */
const kink = 0.35;

/**
 * Whether the access may change and change back between two neighbours of equal access: their plans differ
 * elsewhere, or the cost curve bends between them more than one plan's formula would make it.
 */
export function hidesChange(
  before: TimelinePoint | undefined,
  from: TimelinePoint,
  to: TimelinePoint,
  after: TimelinePoint | undefined,
): boolean {
  if (to.scale / from.scale < finest) return false;
  if (from.plan.signature !== to.plan.signature) return true;
  const own = slope(from, to);
  return [
    before === undefined ? own : slope(before, from),
    after === undefined ? own : slope(to, after),
  ].some((neighbour) => Math.abs(neighbour - own) > kink);
}

function slope(from: TimelinePoint, to: TimelinePoint): number {
  return Math.log(to.plan.cost / from.plan.cost) / Math.log(to.scale / from.scale);
}
