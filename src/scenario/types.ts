/**
 * The words of plancliff, as a scenario's author meets them.
 *
 * scenario      one file in `scenarios/`: schema, data model, workload, planner settings
 * data model    how each table's rows look, and how their number follows the scale
 * scale         the row count of the scenario's driving table; the other tables follow by their growth
 * workload      the queries; each has one or more cases
 * case          one query with one set of parameter values and a label
 * occurrence    one use of a relation in a query; a self-join has two
 * access path   how one occurrence is read: by which index, or by none
 * timeline      the plans of one case over all scales
 * cliff         the row count where an occurrence loses its index
 */
import type { FindingKind, Level } from '../findings/kinds';
import type { DrawnValue } from '../model/draw';
import type { SourcePosition } from './position';
import type { AnyDatabase, ModelDefinition, TableDefinitions } from '../model/definition';

/** What Kysely's builders, and anything else that compiles to SQL, have in common. */
export interface CompilableQuery {
  compile(): CompiledQuery;
}

/** Values of one case: in the order of `$1`, `$2`, … for SQL, by name for a builder. */
export type CaseValues = readonly unknown[] | { readonly [name: string]: unknown };

/** What the author promises of one case or of all cases of a query. */
export interface Expectation {
  /** Name of an index that must serve the query. */
  readonly index: string;
  /** Largest scale (rows of the driving table, `100m` style or a number) up to which it must. */
  readonly upTo?: string | number;
  /** Only these cases; all where absent. */
  readonly cases?: readonly string[];
}

/** An accepted finding. The reason is printed wherever the finding would have been. */
export interface Allowance {
  readonly kind: FindingKind;
  readonly reason: string;
  readonly cases?: readonly string[];
  /** Only findings of this index or relation name; any where absent. */
  readonly on?: string;
}

interface QueryCommon {
  readonly description?: string;
  readonly expect?: Expectation | readonly Expectation[];
  readonly allow?: Allowance | readonly Allowance[];
  /** Also plans the query as hurried authors would write it, and shows which of these ways keep its index. */
  readonly variants?: boolean;
  /** Levels of finding kinds for this query alone. */
  readonly rules?: RuleLevels;
}

/** A query as SQL with `$1` parameters. */
export interface SqlQuery extends QueryCommon {
  readonly sql: string;
  /** Absent for a query without parameters: one case with the label `default`. */
  readonly cases?: { readonly [label: string]: readonly unknown[] };
}

/** A value of a case, or one that the model draws in its place, at any depth of an array. */
export type CaseValue<Value> =
  Value | DrawnValue | (Value extends readonly (infer Item)[] ? readonly CaseValue<Item>[] : never);

/** The values of one case of a built query, by the names that `build` takes. */
export type NamedValues<Values> = { readonly [Name in keyof Values]: CaseValue<Values[Name]> };

/**
 * A query as a builder (Kysely); called once per case and scale, with that case's values. `builtQuery` types its cases
 * by the parameter of `build`.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each query has parameters of its own
export interface BuiltQuery<Values = any> extends QueryCommon {
  readonly build: (values: Values) => CompilableQuery;
  readonly cases?: { readonly [label: string]: NamedValues<NoInfer<Values>> };
}

export type QueryDefinition = SqlQuery | BuiltQuery;

export type RuleLevels = { readonly [K in FindingKind]?: Level };

/** A state of the tables other than fresh: a further row of the scenario's matrix. */
export interface Condition {
  readonly label: string;
  /** Statistics are those of a table this many times smaller: any number above 1. */
  readonly stale?: number;
  /** Share of each heap's pages that is dead space, 0 to 0.95. */
  readonly bloat?: number;
  /** Share of heap pages that are not all-visible, 0 to 1. */
  readonly notVisible?: number;
  /**
   * `plan_cache_mode` in place of the scenario's: the generic plan of a prepared statement, which serves all values, or one
   * for the values of each case.
   */
  readonly planCacheMode?: PlanCacheMode;
}

export type PlanCacheMode = 'force_generic_plan' | 'force_custom_plan';

export interface ScenarioDefinition<DB = AnyDatabase> extends TableDefinitions<DB> {
  /** File name without extension where absent. */
  readonly name?: string;
  readonly description?: string;
  /** DDL text, or a `.sql` file relative to the scenario's own. */
  readonly schema: string | { readonly file: string };
  /** A named set of planner settings; `postgres-defaults` where absent. */
  readonly profile?: string;
  /** Planner settings over those of the profile, as `postgresql.conf` writes them. */
  readonly settings?: { readonly [name: string]: string | number | boolean };
  readonly queries: { readonly [name: string]: QueryDefinition };
  readonly rules?: RuleLevels;
  /** Scales to look at where the command line says nothing, e.g. `1k..1b`. */
  readonly scales?: string;
  /** Changes every draw; 1 where absent. */
  readonly seed?: number;
  /** What `now()` and its kin return inside queries; `2026-01-01T00:00:00Z` where absent. */
  readonly clock?: string;
  readonly conditions?: readonly Condition[];
  /**
   * Queries that an application sent, recorded by the plugin of `plancliff/kysely`: a file of JSON lines or a folder of
   * such files, relative to the scenario's own. Those that name a table of `tables` are further queries.
   */
  readonly recorded?: string | RecordedSource;
}

export interface RecordedSource {
  readonly file: string;
  /** False takes the values of all cases from the data model; true where absent. */
  readonly values?: boolean;
  /** Sets of recorded values that are planned of one statement; 5 where absent. */
  readonly cases?: number;
}

/** A scenario that was loaded and whose shape is right; nothing was asked of a server yet. */
export interface Scenario extends ModelDefinition {
  readonly name: string;
  /** DDL text, read from its file where it stood in one. */
  readonly ddl: string;
  readonly definition: ScenarioDefinition;
  readonly queries: readonly Query[];
  readonly conditions: readonly Condition[];
  /** Where the schema is that of a real database, whose tables grow from what they are. */
  readonly twin?: TwinFolder;
}

/** What `plancliff pull` wrote. */
export interface TwinFolder {
  /** Absolute. */
  readonly folder: string;
  /** Rows of the driving table today. */
  readonly rows: number;
}

export interface Query {
  readonly name: string;
  readonly definition: QueryDefinition;
  /** Where the query's name stands in the scenario file, for annotations. */
  readonly position: SourcePosition;
  readonly cases: readonly Case[];
  /** Calls `build` where it lives, for a scenario of another process; in this process where absent. */
  readonly compile?: (each: Case) => Promise<CompiledQuery>;
}

export interface CompiledQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Case {
  /** `query / label`: unique in a scenario. */
  readonly id: string;
  readonly query: string;
  readonly label: string;
  readonly values: CaseValues;
}
