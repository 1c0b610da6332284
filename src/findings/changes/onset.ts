import type { Plan } from '../../plan/types';
import type { Timeline, TimelinePoint } from '../../timeline/types';
import { allPoints } from './row-count-interval';

/** Something that a plan has or has not, with where it was seen first. */
export interface Onset<T> {
  readonly what: T;
  /** Row count of the change, or the smallest scale where it is there from the start. */
  readonly at: number;
  readonly point: TimelinePoint;
  /** Plan at the last scale without it; absent where it is there from the start. */
  readonly before?: TimelinePoint;
}

/**
 * Where `look` first finds something on a timeline. Access is bisected and this is not, so the row count is
 * as exact as the points beside it allow.
 */
export function onset<T>(
  timeline: Timeline,
  look: (plan: Plan) => T | undefined,
): Onset<T> | undefined {
  let before: TimelinePoint | undefined;
  for (const point of allPoints(timeline)) {
    const what = look(point.plan);
    if (what !== undefined) {
      return before === undefined
        ? { what, at: point.scale, point }
        : { what, at: Math.round(Math.sqrt(before.scale * point.scale)), point, before };
    }
    before = point;
  }
  return undefined;
}
