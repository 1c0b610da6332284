import type { Catalog } from '../postgres/catalog/types';
import type { Query } from '../scenario/types';
import type { RelationRows } from '../timeline/types';
import type { Timeline } from '../timeline/types';
import type { MeasuredCase } from './evidence';
import type { Finding } from './types';

/** What a rule may know beside the timeline it judges. */
export interface RuleContext {
  readonly query: Query | undefined;
  /** All timelines of the same query in the same condition, the judged one among them. */
  readonly siblings: readonly Timeline[];
  /** Planner settings in force, as EXPLAIN and `pg_settings` write them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly relationRows: RelationRows;
  readonly catalog?: Catalog;
  /** What was measured of the case; absent where nothing could be run. */
  readonly measured?: MeasuredCase;
  /** What a row count is called in a sentence, where it is no row count of a sweep: `At the current size`. */
  readonly place?: (scale: number) => string;
  /** Whether nobody reads the output but the exit code. */
  readonly ci?: boolean;
  /** What the rules before this one found on this timeline: one event is reported once. */
  readonly earlier: readonly Finding[];
}

/** Judges one timeline. Pure: equal timelines and contexts give equal findings. */
export type Rule = (timeline: Timeline, context: RuleContext) => readonly Finding[];
