/**
 * The words of causes.
 *
 * cause      why the planner chose a plan that does more work than it expects, as a sentence that is true of the case
 * subject    what a rule for a cause may look at: the plan that a finding accuses, and its runs
 */
import type { AccessPath, Plan } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import type { Condition } from '../../scenario/types';
import type { RelationRows, Timeline, TimelinePoint } from '../../timeline/types';
import type { MeasuredRun, NodeWork } from '../../trial/types';
import type { BothPlans, CountedConditions, TriedChange } from '../evidence';

export interface CauseSubject {
  readonly timeline: Timeline;
  /** The accused plan at the row count where it was found. */
  readonly point: TimelinePoint;
  /** The occurrence that the finding is about; else those of the whole plan. */
  readonly accesses: readonly AccessPath[];
  /** Measured runs of the accused plan, by rising size. */
  readonly runs: readonly MeasuredRun[];
  /** The largest measured run of every other plan of the case. */
  readonly others: readonly MeasuredRun[];
  readonly tried: readonly TriedChange[];
  /** Loaded rows that meet the conditions of occurrences, where they were counted. */
  readonly counted: readonly CountedConditions[];
  /** The generic and the custom plan, where the case is planned without its values. */
  readonly bothPlans: BothPlans | undefined;
  /** The case in the first condition of the scenario; undefined where this timeline is that of the first. */
  readonly beside: Timeline | undefined;
  readonly catalog: Catalog | undefined;
  readonly settings: { readonly [name: string]: string };
  readonly relationRows: RelationRows;
  /** The condition of the timeline, where it is known. */
  readonly condition: Condition | undefined;
}

/** One kind of cause. Pure: sentences with a full stop, none where the cause is not that of the case. */
export type CauseRule = (subject: CauseSubject) => readonly string[];

/** Plans of the case that the planner makes beside the accused one. */
export function otherPlans({ timeline, others, point }: CauseSubject): readonly Plan[] {
  const own = timeline.ranges.flatMap(({ points }) => points.slice(0, 1).map(({ plan }) => plan));
  return [...own, ...others.map(({ plan }) => plan)].filter(
    ({ accessSignature }) => accessSignature !== point.plan.accessSignature,
  );
}

/** The measured node that reads an occurrence, at the largest size; undefined where it has none, or several. */
export function scanOfAccess(
  { runs, accesses }: Pick<CauseSubject, 'runs' | 'accesses'>,
  occurrence: string,
): NodeWork | undefined {
  const access = accesses.find((each) => each.occurrence === occurrence);
  const found = runs
    .at(-1)
    ?.nodes.filter(({ alias, relation }) => alias === access?.alias && relation !== undefined);
  return found?.length === 1 ? found[0] : undefined;
}
