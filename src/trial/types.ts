/**
 * The words of trials.
 *
 * trial         tables that are really loaded at small sizes, where plans found at large sizes are run
 * size          rows of the driving table in a trial
 * target        the plan, found at some large scale, whose access a trial reproduces
 * attempt       one way to make the planner choose the target's access at a small size
 * figures       what running a plan did: pages, temporary pages, rows handled, rows returned
 * work          the figures as one number, in the planner's cost units (`price.ts`)
 * candidate     a change that may help: an index, statistics, a setting, another text
 */
import type { Page } from '../sql/page-of';
import type { Plan, Statement } from '../plan/types';

type Settings = { readonly [name: string]: string };

/** The plan to reproduce. */
export interface Target {
  readonly plan: Plan;
  /** Rows of the driving table where the plan was found. */
  readonly scale: number;
}

/** How far the planner had to be led to the access of the target, least first. */
export const reproductions = ['planned', 'hidden', 'statistics'] as const;
export type Reproduction = (typeof reproductions)[number];

/** What running one node of a plan did, all its loops together. */
export interface NodeWork {
  /** EXPLAIN's `Node Type`. */
  readonly type: string;
  /** Distance from the root; nodes are listed parents first. */
  readonly depth: number;
  readonly relation?: string;
  readonly alias?: string;
  readonly index?: string;
  /** Rows of one loop: what the planner expects, and the mean of what the node returned. */
  readonly estimatedRows: number;
  readonly actualRows: number;
  /** 0 for a node that never ran. */
  readonly loops: number;
  /** Rows that filters, join filters, rechecks and conflicts removed. */
  readonly removedRows: number;
  /** Returned and removed. */
  readonly rowsHandled: number;
  /** Pages touched by this node alone, without its children. */
  readonly pages: number;
  readonly tempPages: number;
  /** Heap pages of a bitmap: those whose rows the bitmap names, and those of which it knows the page alone. */
  readonly exactPages?: number;
  readonly lossyPages?: number;
}

/** What running the scans of one occurrence did. */
export interface OccurrenceWork {
  /** As `AccessPath.occurrence`. */
  readonly occurrence: string;
  readonly pages: number;
  readonly rowsHandled: number;
  readonly rowsReturned: number;
}

/** What running a statement did. */
export interface Figures {
  /** Buffers of tables and indexes that were touched: hit or read, shared and local. */
  readonly pages: number;
  /** Pages of visibility maps, of tables that have several of them: no part of `pages` (map-pins.ts). */
  readonly mapPages?: number;
  /** Pages of temporary files, written and read. */
  readonly tempPages: number;
  /** Rows that the nodes returned or removed, times their loops. */
  readonly rowsHandled: number;
  /** Rows that the statement returns; those it changes where it returns none. */
  readonly rowsReturned: number;
  /** Rows that enter the topmost aggregate: the rows of the answer before they are counted or summed up. */
  readonly rowsAggregated?: number;
  /** Of a statement that returns pairs of rows that no condition joins: the rows of the smaller side. */
  readonly rowsUnjoined?: number;
  /** Work of triggers, foreign keys among them; part of `pages` and `rowsHandled`. */
  readonly triggers?: { readonly pages: number; readonly rowsHandled: number };
  /** Pages and rows as one number, in the planner's cost units. */
  readonly work: number;
}

interface RunOf {
  /** Rows of the driving table. */
  readonly size: number;
  readonly statement: Statement;
}

/** A run from start to end. */
export interface MeasuredRun extends RunOf {
  readonly outcome: 'measured';
  readonly reproducedBy: Reproduction;
  /** What was done to reproduce the access; empty where the planner chose it by itself. */
  readonly hiddenIndexes: readonly string[];
  readonly settings: Settings;
  /** Whether the joins too are those of the target; true where there is no target. */
  readonly sameJoins: boolean;
  readonly plan: Plan;
  readonly figures: Figures;
  readonly nodes: readonly NodeWork[];
  readonly occurrences: readonly OccurrenceWork[];
  /** Absent for a statement without a LIMIT of its own. */
  readonly page?: Page;
}

/**
 * A run that would pass the limit of work, passed it by far, or passed the limit of time: its work is at least `work`,
 * by the cancelled run, by a smaller size, or by the limit.
 */
export interface UnfinishedRun extends RunOf {
  readonly outcome: 'at-least';
  readonly limit: 'work' | 'time';
  readonly work: number;
  /** Absent for a run that was not started, since smaller sizes already showed its work. */
  readonly reproducedBy?: Reproduction;
}

/** No attempt led to the access of the target. */
export interface UnreproducedRun extends RunOf {
  readonly outcome: 'not-reproduced';
  /** The access that the planner chose by itself. */
  readonly planned: string;
}

/** The server refused the statement, while planning or running it. */
export interface FailedRun extends RunOf {
  readonly outcome: 'failed';
  readonly message: string;
}

export type TrialRun = MeasuredRun | UnfinishedRun | UnreproducedRun | FailedRun;

/** One access of one case at all sizes of a trial. */
export interface AccessTrial {
  /** `Case.id`. */
  readonly case: string;
  /** `accessSignature` of the target; absent where the planner chose freely at each size. */
  readonly signature?: string;
  /** The strongest means that a measured run needed; `none` where no run was measured. */
  readonly reproducedBy: Reproduction | 'none';
  /** One for each size, smallest first. */
  readonly runs: readonly TrialRun[];
  /** Volatile functions of the schema that ran with the statement. */
  readonly functions: readonly string[];
}

/** A change to the database, the session or the text, tried on a case. All parts are applied together. */
export interface Candidate {
  /** Statements such as `create index` and `create statistics`, each run in a transaction that is rolled back. */
  readonly ddl?: readonly string[];
  /** `n_distinct` of columns, as `alter table … set (n_distinct = …)` and ANALYZE would set it. */
  readonly distinct?: readonly ColumnFigure[];
  /** Statistics targets of columns. ANALYZE then reads every row, so that chance has no part in what it stores. */
  readonly statisticsTargets?: readonly ColumnFigure[];
  readonly settings?: Settings;
  /** The text that takes the place of the case's own, with the parameters that belong to it. */
  readonly rewrite?: (statement: Statement) => Statement;
}

export interface ColumnFigure {
  /** Quoted and qualified where needed. */
  readonly relation: string;
  /** Quoted where needed. */
  readonly column: string;
  readonly value: number;
}

/** What a candidate takes at one size. */
export interface CandidateCost {
  readonly size: number;
  /** Names of the indexes that the candidate creates. */
  readonly indexes: readonly string[];
  /** Bytes of these, and of all other indexes of the tables that they are on. */
  readonly bytes: number;
  readonly otherBytes: number;
}

export interface CandidateTrial extends AccessTrial {
  readonly costs: readonly CandidateCost[];
  /** Sizes where the measured plan reads by an index of the candidate. */
  readonly taken: readonly number[];
}

/** Bounds of one run. */
export interface Limits {
  /** Milliseconds. A guard only, whose effect is said: `work` stops runs before, by what smaller sizes took. */
  readonly time: number;
  /** In the planner's cost units. A run that is expected to take more is not started. */
  readonly work: number;
}
