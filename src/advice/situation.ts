import type { AccessPath, Plan } from '../plan/types';
import type { Catalog } from '../postgres/catalog/types';
import type { QueryText } from '../sql/query-text';
import type { Suggestion } from './types';

/** What is known of a case whose plan does too much work. Plain data, so that suggestions are a pure function of it. */
export interface Situation {
  readonly plan: Plan;
  /** The accesses that do the work, the greatest part first; see `weightyAccesses`. */
  readonly accesses: readonly AccessPath[];
  /** The text of the case; undefined where it does not parse. */
  readonly query: QueryText | undefined;
  readonly catalog: Catalog;
  /** Planner settings in force, the case's own among them. */
  readonly settings: { readonly [name: string]: string };
  /** Names of the extensions that the schema creates. */
  readonly extensions: readonly string[];
  /** By occurrence: real rows over estimated ones, of the run at the largest size. */
  readonly misestimates: ReadonlyMap<string, number>;
  /** Columns whose number of distinct values ANALYZE gets wrong by a factor. */
  readonly distinct: readonly DistinctFigure[];
}

/** Number of distinct values of a column at one row count. */
export interface DistinctFigure {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  /** What the planner believes there. */
  readonly believed: number;
  /** Counted, or extrapolated from what was counted at smaller sizes. */
  readonly real: number;
  /** `n_distinct` as ALTER TABLE takes it: below 0 as a share of the rows. */
  readonly option: number;
}

/** Suggestions of one kind, most likely first. Pure. */
export type Suggest = (situation: Situation) => readonly Suggestion[];
