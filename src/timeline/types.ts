import type {
  AccessPath,
  Plan,
  PlanFailure,
  PlanOutcome,
  Settings,
  Statement,
} from '../plan/types';
import type { Case } from '../scenario/types';

/** Another plan of a statement whose chosen plan depends on an early stop. */
export interface BoundedRunnerUp {
  /** Cost if none of its own early stops comes before the end, in the planner's units. */
  readonly worstCost: number;
  readonly accesses: readonly AccessPath[];
}

/** One case at one scale. */
export interface TimelinePoint {
  /** Rows of the driving table. */
  readonly scale: number;
  readonly plan: Plan;
  readonly statement: Statement;
  /** Where the plan depends on an early stop: the plan that does least where nothing is found. */
  readonly runnerUp?: BoundedRunnerUp | undefined;
}

/** Row counts over which the access of every occurrence stays the same. */
export interface TimelineRange {
  /** First and last scale that were planned inside the range, in rows of the driving table. */
  readonly from: number;
  readonly to: number;
  /** Points of the range in rising order; never empty. */
  readonly points: readonly TimelinePoint[];
}

/** The plans of one case over all scales. */
export interface Timeline {
  readonly scenario: string;
  readonly query: string;
  readonly case: string;
  /** Label of the condition; `fresh` for the ordinary one. */
  readonly condition: string;
  readonly statement: Statement;
  /** Never empty. Neighbours differ in access; the change lies between `to` of one and `from` of the next. */
  readonly ranges: readonly TimelineRange[];
  /** Ranges too narrow to matter that were folded into a neighbour. */
  readonly folded: number;
  /** Costs at each change between two ranges, in their order: with the access before, and the one after. */
  readonly changes: readonly Change[];
}

/** What is known of the change between two neighbouring ranges. */
export interface Change {
  /** Row count of the change: the geometric mean of the last scale before and the first after. */
  readonly at: number;
  /** Cost of the plan that was chosen just after the change. */
  readonly chosenCost: number;
  /** Cost of the plan just after the change if the planner is denied its new access; absent where it has no other way. */
  readonly keptCost?: number;
  /** Rows that the changed occurrence is estimated to yield over its relation's rows, 0 to 1. */
  readonly selectivity?: number;
  /** A setting on which the change depends, where one is decisive. */
  readonly setting?: string;
}

/** A case that could not be planned at some scale. */
export interface Unplannable {
  readonly scenario: string;
  readonly query: string;
  readonly case: string;
  readonly condition: string;
  readonly scale: number;
  readonly failure: PlanFailure;
}

/** Plans cases at a scale, in their order. */
export type PlanAt = (scale: number, cases: readonly Case[]) => Promise<readonly PlanOutcome[]>;

/** Plans the statement of a point again, under other settings. */
export type Replan = (point: TimelinePoint, settings: Settings) => Promise<PlanOutcome>;

/** Row count of a relation at a scale; undefined where the model does not know the relation. */
export type RelationRows = (
  relation: { readonly schema: string; readonly relation: string },
  scale: number,
) => number | undefined;
