import type { PlanFailure } from '../plan/types';
import type { SourcePosition } from '../scenario/position';
import type { MeasuredFigures } from './work/measured-evidence';
import type { FindingKind, Severity } from './kinds';

/** Where a finding was made. */
interface Subject {
  readonly scenario: string;
  readonly query: string;
  readonly case: string;
  readonly condition: string;
}

interface Common extends Subject {
  readonly severity: Severity;
  /** One sentence: why the planner does this, or why it matters. */
  readonly why: string;
  /** One sentence: what to do next. */
  readonly advice: string;
  readonly position?: SourcePosition;
  /** The reason of the `allow` that covers it. An allowed finding never fails a run. */
  readonly allowed?: string;
}

/** Figures of a change, all optional: a snapshot or an audit knows fewer. */
export interface Evidence {
  /** Rows of the driving table at which it happens. */
  readonly at?: number;
  readonly occurrence?: string;
  readonly relation?: string;
  readonly index?: string;
  /** Rows taken over rows there, 0 to 1. */
  readonly selectivity?: number;
  /** Planner cost with the index and without it, at the change. */
  readonly costWith?: number;
  readonly costWithout?: number;
  /** Slopes on log-log axes beyond the change. */
  readonly costSlope?: number;
  readonly rowsSlope?: number;
  readonly setting?: string;
  /** Of a plan that depends on an early stop: planner cost if the stop does not come, of it and of the rival plan. */
  readonly worstCost?: number;
  readonly runnerUpWorstCost?: number;
  /** Figures of the trial; where absent, the finding rests on the planner's estimates. */
  readonly measured?: MeasuredFigures;
}

interface Plain<K extends FindingKind> extends Common, Evidence {
  readonly kind: K;
}

interface AgainstSnapshot<K extends FindingKind> extends Plain<K> {
  /** Row count in the snapshot and now, where each has one. */
  readonly accepted?: number;
  readonly now?: number;
}

export type Finding =
  | Plain<
      | 'index-lost'
      | 'index-never-used'
      | 'index-demoted'
      | 'index-swapped'
      | 'index-only-lost'
      | 'no-index'
      | 'work-outgrows-result'
      | 'early-stop'
      | 'condition-differs'
      | 'plan-depends-on-sample'
      | 'sort-spills'
      | 'hash-spills'
      | 'parallel-starts'
      | 'join-method-changed'
      | 'expectation-broken'
      | 'expectation-unchecked'
    >
  | AgainstSnapshot<
      'cliff-appeared' | 'cliff-moved-earlier' | 'cliff-moved-later' | 'cliff-gone' | 'plan-changed'
    >
  | (Plain<'incomparable'> & { readonly differs: readonly string[] })
  | (Plain<'unplannable'> & { readonly failure: PlanFailure });
