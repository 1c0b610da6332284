/** EXPLAIN output as a tree that keeps everything, and what is read off it. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface PlanNode {
  /** EXPLAIN's `Node Type`. */
  readonly type: string;
  /** Every other property, by EXPLAIN's own names, but for `Plans`. */
  readonly properties: { readonly [name: string]: Json };
  readonly children: readonly PlanNode[];
}

/** EXPLAIN's document: the root node, and what stands beside it (`Settings`, `Planning`, …). */
export interface ExplainDocument {
  readonly root: PlanNode;
  readonly rest: { readonly [name: string]: Json };
}

export const accessMethods = [
  'index-only',
  'index',
  'bitmap',
  'tid',
  'seq',
  'sample',
  'foreign',
  'custom',
] as const;
export type AccessMethod = (typeof accessMethods)[number];

/** One predicate on one relation, and the columns of that relation that it names. */
export interface Predicate {
  readonly text: string;
  readonly columns: readonly string[];
}

/** How one occurrence of a relation is read. */
export interface AccessPath {
  /** `alias#n/schema.relation@subplan`: stable across majors and constants. */
  readonly occurrence: string;
  readonly alias: string;
  readonly schema: string;
  readonly relation: string;
  readonly method: AccessMethod;
  /** Several under BitmapAnd and BitmapOr, in name order. */
  readonly indexes: readonly string[];
  readonly direction?: 'forward' | 'backward';
  /** Predicates that the index answers: they bound what is read. */
  readonly conditions: readonly Predicate[];
  /** Predicates checked on each row that was read. */
  readonly filters: readonly Predicate[];
  /**
   * True for partitions that are read in another way than the rest of their table. `relation` is then the first of
   * them, and the line of the table itself stands under an occurrence of its own.
   */
  readonly exception?: true;
  /** True for one of several tables that a single use of an inheritance parent reads. */
  readonly heir?: true;
  /** Partitions folded into this line, 1 for an ordinary table. */
  readonly partitions: number;
  /** Estimated rows and total cost of the scan node, summed over folded partitions. */
  readonly rows: number;
  readonly cost: number;
}

/** One case, planned at one scale. */
export interface Plan {
  readonly document: ExplainDocument;
  /** Total cost of the root node, in the planner's units. */
  readonly cost: number;
  /** Rows the planner expects to return (top node's estimate). */
  readonly rows: number;
  readonly accesses: readonly AccessPath[];
  /** Equal for plans of one shape, whatever their costs, constants and worker counts. */
  readonly signature: string;
  /** The parts of the signature a finding names: access paths only. Equal text, equal access. */
  readonly accessSignature: string;
}

/** Planner settings by name. */
export type Settings = { readonly [name: string]: string };

/** A statement ready to be planned. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Settings of its session over those of the planner, `role` among them; absent where it has none of its own. */
  readonly settings?: Settings;
  /** Types that its scenario gives to its parameters, which `sql` contains as casts. */
  readonly types?: readonly (string | null)[];
  /** Driver that sends these types. */
  readonly driver?: string;
  /** What the server compares for `plan: 'auto'`. */
  readonly planCache?: PlanCacheCosts;
}

/** What plan_cache_mode `auto` compares after five executions, in the planner's units. */
export interface PlanCacheCosts {
  readonly generic: number;
  /** Mean of the custom plans of all cases, planning included. */
  readonly custom: number;
  /** Cases of the mean. */
  readonly cases: number;
}

/** Why a statement could not be planned, in the server's own words. */
export interface PlanFailure {
  readonly message: string;
  readonly sqlState?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Character in the statement, from 1. */
  readonly position?: number;
  readonly statement: Statement;
}

export type PlanOutcome =
  | { readonly ok: true; readonly plan: Plan; readonly statement: Statement }
  | { readonly ok: false; readonly failure: PlanFailure };

/** Plans statements on one pinned, read-only session. It has no way to run them. */
export interface Planner {
  /** Settings in force, by name, as EXPLAIN's SETTINGS would show them and as pinned. */
  readonly settings: Settings;
  plan(statement: Statement): Promise<PlanOutcome>;
  /** The same with settings changed for this one statement, e.g. `{ enable_seqscan: 'off' }`. */
  planWith(statement: Statement, settings: Settings): Promise<PlanOutcome>;
  close(): Promise<void>;
}
