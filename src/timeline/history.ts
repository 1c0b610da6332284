import type { Plan, PlanOutcome, Statement } from '../plan/types';
import type { Case } from '../scenario/types';
import type { TimelinePoint } from './types';

/** What is known of one case so far: how it was planned at each scale that was visited. */
export interface History {
  readonly case: Case;
  readonly outcomes: Map<number, PlanOutcome>;
}

/** The points of a case in rising order, without the scales where it could not be planned. */
export function pointsOf(history: History): readonly TimelinePoint[] {
  const points: TimelinePoint[] = [];
  for (const [scale, outcome] of history.outcomes) {
    if (outcome.ok) points.push(point(scale, outcome.plan, outcome.statement));
  }
  return points.sort((a, b) => a.scale - b.scale);
}

function point(scale: number, plan: Plan, statement: Statement): TimelinePoint {
  return { scale, plan, statement };
}
