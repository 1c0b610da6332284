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
import type { ScenarioLocale } from './locale';
import type { DriverName } from './driver-names';
import type { PlanMode } from './plan-mode';
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

export type { DriverName } from './driver-names';
export type { PlanMode } from './plan-mode';

/** The session in which the statements of a scenario are planned and run. */
export interface ScenarioSession {
  /** Role whose rights and row-level security policies apply; a superuser, to whom no policy applies, where absent. */
  readonly role?: string;
  /** Settings of the session, such as those that policies read: `{ 'app.tenant': '7' }`. A value may be drawn. */
  readonly set?: { readonly [name: string]: string | number | boolean | DrawnValue };
  readonly plan?: PlanMode;
  /** Driver of the application, whose parameter types the statements are planned with; all inferred where absent. */
  readonly driver?: DriverName;
}

/** The session of one query or one case: what it leaves out is the query's or the scenario's. */
export interface SessionDefinition extends ScenarioSession {
  /** Types that the driver sends for `$1`, `$2`, …; null for one that the server infers. */
  readonly types?: readonly (string | null)[];
}

/** The values of a case with a session of its own, made by `caseWith`. */
export interface CaseWith<Values> extends SessionDefinition {
  readonly kind: 'case';
  readonly values: Values;
}

interface QueryCommon extends SessionDefinition {
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
  readonly cases?: {
    readonly [label: string]: readonly unknown[] | CaseWith<readonly unknown[]>;
  };
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
  readonly cases?: {
    readonly [label: string]: NamedValues<NoInfer<Values>> | CaseWith<NamedValues<NoInfer<Values>>>;
  };
}

export type QueryDefinition = SqlQuery | BuiltQuery;

export type RuleLevels = { readonly [K in FindingKind]?: Level };

/** How worn a table is. */
export interface TableState {
  /**
   * How old its statistics are: those of a table this many times smaller (any number above 1), those without the newest
   * `rows`, or those that ANALYZE made when it had `at` rows. Row counts are numbers or texts such as `50k`.
   */
  readonly stale?: number | { readonly rows: number | string } | { readonly at: number | string };
  /** Share of the heap's pages that is dead space, 0 to 0.95. */
  readonly bloat?: number;
  /** Share of the pages of each of its indexes that is dead space, 0 to 0.9. */
  readonly indexBloat?: number;
  /**
   * `built`: as CREATE INDEX or REINDEX makes them, which is what indexes are where this is absent. `grown`: row by row, as
   * the rows of the table came in.
   */
  readonly indexes?: 'built' | 'grown';
  /** Share of heap pages that are not all-visible, 0 to 1. */
  readonly notVisible?: number;
}

/** A state of the tables other than fresh: a further row of the scenario's matrix. */
export interface Condition extends TableState {
  readonly label: string;
  /** What is true of single tables, over what is true of all. */
  readonly tables?: { readonly [table: string]: TableState };
  /** Which plan of a prepared statement is looked at, in place of what the scenario and its queries say. */
  readonly plan?: PlanMode;
}

export interface ScenarioDefinition<DB = AnyDatabase>
  extends TableDefinitions<DB>, ScenarioSession {
  /** File name without extension where absent. */
  readonly name?: string;
  readonly description?: string;
  /** DDL text, or a `.sql` file relative to the scenario's own. */
  readonly schema: string | { readonly file: string };
  /** A named set of planner settings; `postgres-defaults` where absent. */
  readonly profile?: string;
  /**
   * Locale of the database: `en_US` and its like of ICU, `C.UTF-8` and `C` of PostgreSQL's own provider. Texts are ordered by
   * code point where absent.
   */
  readonly locale?: string;
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
   * Samples, as ANALYZE may draw them by chance, that every case is planned under besides the balanced one; 0 for none. Nine
   * for cases with a value that is met seldom in a sample, where absent.
   */
  readonly samples?: number;
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
  /** Of its databases; that of the server where absent. */
  readonly locale?: ScenarioLocale;
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
  /** How it is planned, with what its query and its scenario say; absent where none of them says anything. */
  readonly session?: SessionDefinition;
}
