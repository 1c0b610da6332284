/**
 * The words of evidence.
 *
 * measured      what running a case's plans on really loaded rows did, at the sizes of the trial
 * rival         the runner-up: another plan of the same case, made by denying what the planner's own plan is built on
 * tried         a piece of advice that was put into the trial, with what came of it
 */
import type { Plan, PlanCacheCosts } from '../plan/types';
import type { TimelinePoint } from '../timeline/types';
import type { AccessTrial } from '../trial/types';

/** What evidence needs of `Tried` of the advice. */
export interface TriedChange {
  readonly condition: string;
  readonly suggestion: { readonly kind: string; readonly text: string; readonly reason: string };
  /** One sentence with the figures where it helps; else the suggestion and what is wrong with it. */
  readonly text: string;
  /** `helps` where the planner takes the change and the measured work is a tenth or less. */
  readonly outcome: string;
  readonly trial: AccessTrial;
}

/** How the trigger of a foreign key reads the referencing table for each row that the statement deletes or changes. */
export interface ReferentialCheck {
  readonly relation: string;
  readonly columns: readonly string[];
  readonly referenced: string;
  /** Planned at the largest row count: no index answers the look-up. */
  readonly inFull: boolean;
  /** The planner's, of one look-up, at the smallest and at the largest row count. */
  readonly costs: { readonly smallest: number; readonly largest: number };
}

/** How many loaded rows meet the conditions that an occurrence is read by, and where they lie. */
export interface CountedConditions {
  readonly occurrence: string;
  /** Rows of the driving table. */
  readonly size: number;
  /** Rows of the occurrence's own relation. */
  readonly rows: number;
  readonly terms: readonly {
    readonly text: string;
    readonly columns: readonly string[];
    /** Rows that meet this one, whatever the others. */
    readonly rows: number;
  }[];
  /** Rows that meet all of them. */
  readonly together: number;
  /** Whether these are all conditions of the occurrence: none with a parameter, a subquery or another table's column. */
  readonly complete: boolean;
  /** Pages of the table that have one of these rows, and all of them; both 0 of a partitioned table. */
  readonly pages: number;
  readonly tablePages: number;
  /** What the planner knows of the order of each column in the table, -1 to 1 (pg_stats.correlation). */
  readonly correlations: { readonly [column: string]: number };
}

/** The plans of one statement without the values of its parameters and with them, at one row count. */
export interface BothPlans {
  /** Rows of the driving table. */
  readonly scale: number;
  readonly generic: Plan;
  readonly custom: Plan;
  /** What the server compared, where the cases of the query were planned with `plan: 'auto'`. */
  readonly planCache?: PlanCacheCosts | undefined;
}

/** What was measured of one case, on fresh tables: the rows are the same in whatever state the statistics are. */
export interface MeasuredCase {
  readonly query: string;
  readonly case: string;
  /** By `Plan.accessSignature`, every access of the case's timelines. */
  readonly accesses: ReadonlyMap<string, AccessTrial>;
  /** Plans that no timeline of the case has. */
  readonly runnersUp: readonly AccessTrial[];
  readonly tried: readonly TriedChange[];
  /** Of a statement that deletes or changes referenced rows. */
  readonly referential?: readonly ReferentialCheck[];
  /** Of the plan at the largest row count, where it does more than its result needs. */
  readonly counted?: readonly CountedConditions[];
  /** Of a case that is planned without its values. */
  readonly bothPlans?: BothPlans;
  readonly passedOver?: PassedOver;
}

/**
 * Why nothing was tried for a plan that does too much: an `allow` covers the case, the snapshot accepts all that is found of
 * it, other queries do more work, plancliff has nothing to suggest, or suggestions were tried without success for another
 * case of the query, whose texts these are.
 */
export type PassedOver =
  | { readonly kind: 'allowed' | 'accepted' | 'less work' | 'no suggestion' }
  | { readonly kind: 'same query'; readonly leader: string; readonly texts: readonly string[] };

/** A value that chance decides about: how often a sample of ANALYZE meets it. */
export interface SampledValue {
  /** Quoted and qualified where needed. */
  readonly relation: string;
  readonly column: string;
  /** Rows of the sample that are expected to have it, and all rows of the sample. */
  readonly expected: number;
  readonly sampled: number;
}

/** The plans of a case under samples as ANALYZE may draw them, where some of them read by another access. */
export interface SampledPlans {
  readonly query: string;
  readonly case: string;
  readonly condition: string;
  /** Rows of the driving table. */
  readonly scale: number;
  readonly samples: number;
  /** Samples with another access than the balanced one has. */
  readonly differing: number;
  readonly chosen: TimelinePoint;
  /** The access that most of the differing samples lead to. */
  readonly other: TimelinePoint;
  readonly value?: SampledValue;
  /** How many samples still differ under a larger statistics target. */
  readonly raised?: { readonly target: number; readonly differing: number };
}

/** What was measured of a scenario. */
export interface Measurements {
  /** Rows of the driving table, rising. */
  readonly sizes: readonly number[];
  readonly cases: readonly MeasuredCase[];
  /** Why there are fewer or smaller sizes than usual, or no measurement; one line each. */
  readonly notes: readonly string[];
  /** Cases whose plan depends on the rows that ANALYZE reads; absent where none was looked at. */
  readonly sampled?: readonly SampledPlans[];
}

/** No trial was made, with the reason. */
export function notMeasured(reason: string): Measurements {
  return { sizes: [], cases: [], notes: [`not measured: ${reason}`] };
}

/** The same where nothing was run. */
export const withoutRuns = ({ sampled, notes }: Measurements): Measurements => ({
  sizes: [],
  cases: [],
  notes,
  ...(sampled === undefined ? {} : { sampled }),
});

export function measuredCase(
  { cases }: Measurements,
  of: { readonly query: string; readonly case: string },
): MeasuredCase | undefined {
  return cases.find((each) => each.query === of.query && each.case === of.case);
}
