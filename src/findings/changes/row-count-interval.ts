import type { AccessPath, Plan } from '../../plan/types';
import { sameOccurrence } from '../../timeline/occurrences';
import type { Timeline, TimelinePoint, TimelineRange } from '../../timeline/types';

/** Row counts from a change on, over which something holds without a break. */
export interface RowCountInterval {
  readonly points: readonly TimelinePoint[];
  /** The points before the change. */
  readonly before: readonly TimelinePoint[];
  /** Row count at which it ends again; absent where it lasts to the largest scale. */
  readonly until?: number;
}

/** The interval that starts with the range after change number `change`. */
export function intervalAfter(
  timeline: Timeline,
  change: number,
  holds: (plan: Plan) => boolean,
): RowCountInterval {
  const after = timeline.ranges.slice(change + 1);
  const end = after.findIndex((range) => !holds(firstPlan(range)));
  const held = end < 0 ? after : after.slice(0, end);
  const until = end < 0 ? undefined : timeline.changes[change + end]?.at;
  return {
    points: held.flatMap((range) => range.points),
    before: timeline.ranges.slice(0, change + 1).flatMap((range) => range.points),
    ...(until === undefined ? {} : { until }),
  };
}

/** The occurrence's access at each range, undefined where the plan has none. */
export function accessesOver(
  timeline: Timeline,
  access: AccessPath,
): readonly (AccessPath | undefined)[] {
  return timeline.ranges.map((range) => sameOccurrence(access, firstPlan(range)));
}

/** A plan that speaks for the range: all have the same access. */
export function firstPlan(range: TimelineRange): Plan {
  return (range.points[0] as TimelinePoint).plan;
}

/** The plan just before a change. */
export function lastPlan(range: TimelineRange): Plan {
  return (range.points.at(-1) as TimelinePoint).plan;
}

export function allPoints(timeline: Timeline): readonly TimelinePoint[] {
  return timeline.ranges.flatMap((range) => range.points);
}
