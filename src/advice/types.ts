/**
 * The words of advice.
 *
 * subject       a case whose plan does far more work than its result needs, with what was measured of it
 * suggestion    a change that may help: DDL, a setting or another text of the query, with the reason for it
 * tried         a suggestion that was put into the trial database and the virtual one, with what came of it
 */
import type { Statement } from '../plan/types';
import type { Case } from '../scenario/types';
import type { AccessTrial, Candidate, CandidateCost, CandidateTrial, Target } from '../trial/types';

export type SuggestionKind =
  | 'index'
  | 'partial-index'
  | 'covering-index'
  | 'pattern-index'
  | 'inverted-index'
  | 'expression-index'
  | 'foreign-key-index'
  | 'row-values'
  | 'cast-the-value'
  | 'not-exists'
  | 'exists'
  | 'or-indexes'
  | 'union'
  | 'order-by'
  | 'materialized'
  | 'lateral'
  | 'n-distinct'
  | 'extended-statistics'
  | 'statistics-target'
  | 'setting';

/** A change that may help. Nothing is said of whether it does: see `Tried`. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  /** What to run, to write in place of the query or to set, as SQL. */
  readonly text: string;
  /** One clause that is true of this case: why it may help. */
  readonly reason: string;
  readonly candidate: Candidate;
  /** What has to be true for a rewritten text to return the same rows, where the schema does not guarantee it. */
  readonly proviso?: string;
  /** Of a `foreign-key-index`: the referencing table and its columns, as SQL. */
  readonly foreignKey?: { readonly relation: string; readonly columns: readonly string[] };
}

/** A case, the plan that does too much work, and what was measured of it. */
export interface Subject {
  readonly of: Case;
  /** Label of the condition; `fresh` for the ordinary one. */
  readonly condition: string;
  /** The plan whose work is too much, at the row count where it was found. */
  readonly target: Target;
  /** The plan's access at the sizes of the trial. */
  readonly without: AccessTrial;
  /** The other cases of the query, with what was measured of the plan at their largest row counts. */
  readonly siblings: readonly Sibling[];
  /** Where the suggestion has to be taken: the row count of the change or of the first finding, and the largest one. */
  readonly points: readonly SubjectPoint[];
}

export interface Sibling {
  readonly of: Case;
  readonly without?: AccessTrial;
}

export interface SubjectPoint {
  /** Rows of the driving table. */
  readonly scale: number;
  readonly statement: Statement;
}

/**
 * What came of a suggestion.
 *
 * - `helps`: the planner takes it at every point, and the measured work is a tenth or less
 * - `no-gain`: it was run, and the work is not a tenth
 * - `not-taken`: the planner leaves it for the old plan at a trial size or at a point
 * - `not-run`: the planner takes another plan with it, which no trial could run
 * - `other-result`: the rewritten text returns other rows, for this case or another one of the query
 * - `worse-elsewhere`: the rewritten text does ten times the work for another case of the query
 * - `refused`: the server does not accept it
 */
export const outcomes = [
  'helps',
  'no-gain',
  'not-taken',
  'not-run',
  'other-result',
  'worse-elsewhere',
  'refused',
] as const;
export type Outcome = (typeof outcomes)[number];

/** The plan of the virtual tables with the suggestion in place. */
export interface PlannedWith {
  readonly scale: number;
  readonly accessSignature: string;
  /** Whether it is the access that was measured with the suggestion, so that the measured growth is its own. */
  readonly measured: boolean;
}

export interface Tried {
  readonly query: string;
  /** Label of the case. */
  readonly label: string;
  readonly condition: string;
  readonly suggestion: Suggestion;
  /** For the finding: see `helpText` and `noHelpText`. */
  readonly text: string;
  readonly outcome: Outcome;
  /** Runs with the suggestion; at the largest size alone where that was no help. */
  readonly trial: CandidateTrial;
  /** The plan's access without it, at the same sizes. */
  readonly without: AccessTrial;
  readonly planned: readonly PlannedWith[];
  /** Row counts in question, rising. */
  readonly points: readonly number[];
  /** What its indexes take at the largest size; absent where it creates none. */
  readonly cost?: CandidateCost;
  /** The server's message for `refused`. */
  readonly message?: string;
}
