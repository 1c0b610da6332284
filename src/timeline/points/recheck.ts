import type { Neighbours } from './history';
import { isNarrow, pointNear, sharedMiddle } from './midpoint';
import type { RunnerUp } from '../runner-up/runner-up';
import type { TimelinePoint } from '../types';

/**
 * The width of a gap, as a ratio, below which hints are no longer followed: only a change that was seen is. A quarter of a
 * decade; where changes are located coarsely, half of one, since to bring tables to a row count is what takes time.
 */
export const finestOf = (precision: number): number => Math.max(2, (1 + precision) ** 3);

/** Half a decade, and a little: a change in one half makes the other one worth a recheck, and not the next decade. */
const half = 4;

/** Difference of slopes on log-log axes that counts as a kink of the cost curve. */
const kink = 0.35;

/** Runners-up less than this much dearer at both ends may well be the best plans between them. */
const nearTie = 2;

/** The margin of the runner-up at a row count; none where there is no other plan. */
const marginAt = (runnersUp: ReadonlyMap<number, RunnerUp>, scale: number): number =>
  runnersUp.get(scale)?.margin ?? Infinity;

/** Whether another plan costs little more at either end of a gap. */
export const hasNearTie = (
  runnersUp: ReadonlyMap<number, RunnerUp>,
  { from, to }: Pick<Neighbours, 'from' | 'to'>,
): boolean => [from, to].some(({ scale }) => marginAt(runnersUp, scale) < nearTie);

/**
 * A change whose end is a point of the coarse grid is confirmed by another point, this many steps of the precision
 * beyond. A spike of a few rows that the grid hit by chance would pass for the change otherwise.
 */
const confirmWithin = 3;

/**
 * The row count to look at between two neighbours of equal access, where the access may change and change
 * back between them: a change lies beside them, their plans differ elsewhere, another plan costs little more
 * at both, or the cost curve bends between them more than one plan's formula would make it.
 */
export function recheck(
  calm: Neighbours,
  runnersUp: ReadonlyMap<number, RunnerUp>,
  coarse: ReadonlySet<number>,
  precision: number,
): number | undefined {
  const { before, from, to, after } = calm;
  const ratio = to.scale / from.scale;
  if (ratio > (1 + precision) ** confirmWithin) {
    const between = { from: from.scale, to: to.scale };
    // One step less than what is needed, so that rounding does not ask for the same point again.
    const step = (1 + precision) ** (confirmWithin - 1);
    if (isFound(before, from, precision) && coarse.has(from.scale)) {
      return pointNear(from.scale * step, between, precision);
    }
    if (isFound(to, after, precision) && coarse.has(to.scale)) {
      return pointNear(to.scale / step, between, precision);
    }
  }
  if (ratio < finestOf(precision)) return undefined;
  const needsRecheck =
    (ratio < half && (changes(before, from) || changes(to, after))) ||
    from.plan.signature !== to.plan.signature ||
    [from, to].every(({ scale }) => marginAt(runnersUp, scale) < nearTie) ||
    bends(calm);
  return needsRecheck ? sharedMiddle(from.scale, to.scale, precision) : undefined;
}

/** Whether two neighbours differ in access. */
function changes(a: TimelinePoint | undefined, b: TimelinePoint | undefined): boolean {
  return a !== undefined && b !== undefined && a.plan.accessSignature !== b.plan.accessSignature;
}

/** Whether two neighbours enclose a change that needs no closer look. */
function isFound(
  a: TimelinePoint | undefined,
  b: TimelinePoint | undefined,
  precision: number,
): boolean {
  return changes(a, b) && isNarrow(a?.scale ?? 0, b?.scale ?? Infinity, precision);
}

function bends({ before, from, to, after }: Neighbours): boolean {
  const own = slope(from, to);
  return [
    before === undefined ? own : slope(before, from),
    after === undefined ? own : slope(to, after),
  ].some((neighbour) => Math.abs(neighbour - own) > kink);
}

function slope(from: TimelinePoint, to: TimelinePoint): number {
  return Math.log(to.plan.cost / from.plan.cost) / Math.log(to.scale / from.scale);
}
