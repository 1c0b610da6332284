import { isNarrow, midpoint } from './midpoint';
import type { TimelinePoint } from './types';

/** Below a quarter of a decade, hints are no longer followed: only a change that was seen is. */
const finest = 2;

/** Half a decade, and a little: a change in one half makes the other one suspect, and not the next decade. */
const half = 4;

/** Difference of slopes on log-log axes that counts as a kink of the cost curve. */
const kink = 0.35;

/** Next best plans less than this much dearer at both ends may well be the best ones between them. */
const nearTie = 2;

/**
 * So many steps of the precision away from a change another point must bear out what the change says. A spike
 * of a few rows that a grid point hit by chance would pass for the change otherwise.
 */
const confirmWithin = 3;

/** Two neighbours of equal access, and the points on both sides of them. */
export interface Calm {
  readonly before: TimelinePoint | undefined;
  readonly from: TimelinePoint;
  readonly to: TimelinePoint;
  readonly after: TimelinePoint | undefined;
}

/**
 * The row count to look at between two neighbours of equal access, where the access may change and change
 * back between them: a change lies beside them, their plans differ elsewhere, another plan costs little more
 * at both, or the cost curve bends between them more than one plan's formula would make it.
 */
export function suspect(
  calm: Calm,
  margins: ReadonlyMap<number, number>,
  precision: number,
): number | undefined {
  const { before, from, to, after } = calm;
  const near = (1 + precision) ** confirmWithin;
  const ratio = to.scale / from.scale;
  if (ratio > near) {
    // One step less than what is needed, so that rounding does not ask for the same point again.
    const step = (1 + precision) ** (2 * (confirmWithin - 1));
    if (isFound(before, from, precision)) return midpoint(from.scale, from.scale * step, precision);
    if (isFound(to, after, precision)) return midpoint(to.scale / step, to.scale, precision);
  }
  if (ratio < finest) return undefined;
  const rival = Math.max(margins.get(from.scale) ?? Infinity, margins.get(to.scale) ?? Infinity);
  const suspicious =
    (ratio < half && (changes(before, from) || changes(to, after))) ||
    from.plan.signature !== to.plan.signature ||
    rival < nearTie ||
    bends(calm);
  return suspicious ? midpoint(from.scale, to.scale, precision) : undefined;
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

function bends({ before, from, to, after }: Calm): boolean {
  const own = slope(from, to);
  return [
    before === undefined ? own : slope(before, from),
    after === undefined ? own : slope(to, after),
  ].some((neighbour) => Math.abs(neighbour - own) > kink);
}

function slope(from: TimelinePoint, to: TimelinePoint): number {
  return Math.log(to.plan.cost / from.plan.cost) / Math.log(to.scale / from.scale);
}
