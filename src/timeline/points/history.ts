import type { PlanOutcome } from '../../plan/types';
import type { Case } from '../../scenario/types';
import type { RunnerUp } from '../runner-up/runner-up';
import type { BoundedRunnerUp, TimelinePoint } from '../types';

/** What is known of one case so far: how it was planned at each scale that was visited. */
export interface History {
  readonly case: Case;
  readonly outcomes: Map<number, PlanOutcome>;
  /** The plan not chosen, at the scales where there is one. */
  readonly runnersUp: Map<number, RunnerUp>;
  /** The plan with the better worst case, at the scales where the chosen one depends on an early stop. */
  readonly bounded: Map<number, BoundedRunnerUp>;
}

/** Two neighbouring points of a case, and the points beyond them. */
export interface Neighbours {
  readonly before: TimelinePoint | undefined;
  readonly from: TimelinePoint;
  readonly to: TimelinePoint;
  readonly after: TimelinePoint | undefined;
}

/** Every two neighbours among points in rising order. */
export function neighbours(points: readonly TimelinePoint[]): readonly Neighbours[] {
  return points.slice(1).map((to, i) => ({
    before: points[i - 1],
    from: points[i] as TimelinePoint,
    to,
    after: points[i + 2],
  }));
}

export function newHistory(of: Case): History {
  return { case: of, outcomes: new Map(), runnersUp: new Map(), bounded: new Map() };
}

/** The points of a case in rising order, without the scales where it could not be planned. */
export function pointsOf(history: History): readonly TimelinePoint[] {
  return [...history.outcomes]
    .flatMap(([scale, outcome]): TimelinePoint[] => {
      if (!outcome.ok) return [];
      const { plan, statement } = outcome;
      return [{ scale, plan, statement, runnerUp: history.bounded.get(scale) }];
    })
    .sort((a, b) => a.scale - b.scale);
}
