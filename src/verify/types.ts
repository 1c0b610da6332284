import type { Plan, PlanFailure, Statement } from '../plan/types';

/** One case at one size: planned once over virtual tables, and several times over real rows. */
export interface CaseRuns {
  readonly query: string;
  readonly case: string;
  readonly statement: Statement;
  readonly virtual: Plan;
  /** One plan for each run of ANALYZE on the same rows; never empty. */
  readonly real: readonly Plan[];
}

/** A case that one of the engines could not plan. */
export interface UnplannedCase {
  readonly query: string;
  readonly case: string;
  readonly failure: PlanFailure;
}

/**
 * same      the plan of every run of ANALYZE on the real rows
 * noise     the plan of some of these runs, which disagree among themselves
 * access    another signature, but every relation is read as in some real run
 * differs   a relation is read as in no real run
 */
export const verdicts = ['same', 'noise', 'access', 'differs'] as const;
export type Verdict = (typeof verdicts)[number];

export interface CaseAgreement {
  readonly query: string;
  readonly case: string;
  readonly verdict: Verdict;
  /** Share of real runs with the virtual plan's signature, 0 to 1. */
  readonly agreement: number;
  /** Share of pairs of real runs with one signature, 0 to 1: what agreement can be had at all. */
  readonly floor: number;
  /** The same shares for the access paths alone. */
  readonly accessAgreement: number;
  readonly accessFloor: number;
  /** Virtual over median real: rows the planner expects, and total cost. */
  readonly rowsRatio: number;
  readonly costRatio: number;
  /** How relations are read, where the two differ. */
  readonly virtualAccess: readonly string[];
  readonly realAccess: readonly string[];
}

/** The agreement of all cases of one scenario at one size. */
export interface Agreement {
  readonly cases: readonly CaseAgreement[];
  /** Means over the cases, 0 to 1. */
  readonly agreement: number;
  readonly floor: number;
  readonly accessAgreement: number;
  readonly accessFloor: number;
  /** Whether virtual plans disagree with real ones no more than the noise explains. */
  readonly explained: boolean;
}

/** One figure of the statistics, virtual against real. */
export interface StatisticComparison {
  /** `table`, `table.column` or an index's name. */
  readonly subject: string;
  readonly figure: string;
  readonly virtual: number;
  /** Smallest and largest over the runs of ANALYZE; equal for what no chance moves. */
  readonly real: { readonly least: number; readonly most: number };
  /** True within the allowance of this figure. */
  readonly within: boolean;
  /** The allowance in words, e.g. `5 %`. */
  readonly allowance: string;
}

export interface VerifyResult {
  readonly scenario: string;
  readonly rows: number;
  /** Runs of ANALYZE on the real rows. */
  readonly runs: number;
  readonly agreement: Agreement;
  readonly unplanned: readonly UnplannedCase[];
  /** Absent where not asked for. */
  readonly statistics?: readonly StatisticComparison[];
  readonly approximations: readonly string[];
  readonly seconds: number;
}
