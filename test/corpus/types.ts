/**
 * The words of the corpus.
 *
 * corpus       small scenarios whose cases have a known verdict
 * truth        what running the plans on really loaded rows showed, stored in a JSON file beside the scenario
 * end plan     the plan that the planner takes at the largest row count of the scenario's range
 * rival        for a harmful case the way that cures it; for a harmless one what looks better and is not
 * held out     kept apart from tuning: rules are not changed for these cases, and they show whether the rules are general
 */
import type { ScenarioDefinition } from '../../src/scenario/types';

export const causes = [
  'early stop',
  'place of the matching rows',
  'n_distinct',
  'dependent columns',
  'default guess',
  'stale statistics',
  'generic plan',
  'type or collation',
  'wrapped column',
  'partial index not implied',
  'nulls first or last',
  'or over several indexes',
  'subplan not hashed',
  'join without a usable condition',
  'foreign key without index',
  'row-level security',
  'offset pagination',
  'missing index',
  'large share',
  'many keys',
  'small table',
  'equal indexes',
] as const;
export type Cause = (typeof causes)[number];

/** How a statement is run in place of the planner's own choice; undone after the run. */
export interface Setup {
  /** Statements before the run; their index expressions and statistics are analysed. */
  readonly ddl?: readonly string[];
  /** Indexes that the planner does not see. */
  readonly hide?: readonly string[];
  readonly settings?: { readonly [name: string]: string };
  /** Another text in place of the case's own. */
  readonly sql?: string;
  /** Values of the other text; the case's own where absent. */
  readonly values?: readonly unknown[];
}

export interface CorpusCase {
  /** Level of the finding that is expected: `none` for a harmless case. */
  readonly expected: 'error' | 'warning' | 'none';
  /** What makes it harmful; of a harmless case, what it is the counterpart of. */
  readonly cause: Cause;
  readonly sql: string;
  readonly values?: readonly unknown[];
  /** Leads the planner to the end plan at sizes that load in seconds; needed where it plans otherwise there. */
  readonly end?: Setup;
  readonly rival: Setup;
  /** Rows of the driving table where the truth is measured, rising; `usualSizes` where absent. */
  readonly sizes?: readonly number[];
}

export interface Family extends Pick<
  ScenarioDefinition,
  'schema' | 'driving' | 'tables' | 'settings' | 'conditions' | 'scales'
> {
  readonly name: string;
  readonly heldOut: boolean;
  readonly cases: { readonly [name: string]: CorpusCase };
}

/** Sizes of a case that names none. */
export const usualSizes: readonly number[] = [30_000, 100_000, 300_000];
/** Range of a family that names none. */
export const usualScales = '10k..100m';
