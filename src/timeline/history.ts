import type { PlanOutcome } from '../plan/types';
import type { Case } from '../scenario/types';
import type { TimelinePoint } from './types';

/** What is known of one case so far: how it was planned at each scale that was visited. */
export interface History {
  readonly case: Case;
  readonly outcomes: Map<number, PlanOutcome>;
  /** How many times dearer the next best plan was, at the scales of the first grid: see `marginOf`. */
  readonly margins: Map<number, number>;
}

export function newHistory(of: Case): History {
  return { case: of, outcomes: new Map(), margins: new Map() };
}

/** The points of a case in rising order, without the scales where it could not be planned. */
export function pointsOf(history: History): readonly TimelinePoint[] {
  return [...history.outcomes]
    .flatMap(([scale, outcome]) =>
      outcome.ok ? [{ scale, plan: outcome.plan, statement: outcome.statement }] : [],
    )
    .sort((a, b) => a.scale - b.scale);
}
