import type { StoredEnum } from './enum-values';
/** What the planner of one database knows, as it is read and as it lies in the files of a twin. No rows are in it. */
export interface Pulled {
  readonly manifest: Manifest;
  /** DDL, one statement after the other, in an order in which an empty database takes it. */
  readonly schema: string;
  readonly statistics: Statistics;
  /** Planner settings as they are for the role in the database, as `show` prints them. */
  readonly settings: Readonly<Record<string, string>>;
  readonly activity: Activity;
  /** Statements that the server has run, as pg_stat_statements has them: none where it is not installed. */
  readonly workload: readonly WorkloadEntry[];
  /** Counts of the pull before, where the folder has one. */
  readonly earlier?: EarlierCounts;
  /** What somebody knows better of how the database grows. */
  readonly growth?: GrowthOverrides;
}

/** What one pull says of another: how many rows there were, and how many of them in each state. */
export interface EarlierCounts {
  /** As in the manifest. */
  readonly clock: string;
  readonly tables: readonly EarlierTable[];
}

export interface EarlierTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly EarlierColumn[];
}

export interface EarlierColumn {
  readonly attname: string;
  /** Rows that are null. */
  readonly nulls: number;
  /** Common values with their rows. */
  readonly common: readonly (readonly [value: string, rows: number])[];
}

/**
 * By `table`: `stays`, `grows` or rows that it gains in a month; by `table.column`: name of a rule; by
 * `table.column.value`, with `null` for null: `backlog` or `grows`.
 */
export type GrowthOverrides = Readonly<Record<string, string | number>>;

export interface WorkloadEntry {
  /** With `$1` for each constant. */
  readonly sql: string;
  readonly calls: number;
  /** Milliseconds, of all calls together and of one. */
  readonly totalMs: number;
  readonly meanMs: number;
}

export interface Manifest {
  /** Version of the format of the files. */
  readonly format: 1;
  /** `server_version`, e.g. `18.4`. */
  readonly server: string;
  readonly major: number;
  readonly database: string;
  /** When the transaction that read everything began, as `timestamptz`: `now()` of the plans at today's size. */
  readonly clock: string;
  readonly role: Role;
  readonly locale: Locale;
  /** Whether the values in statistics and workload are surrogates. */
  readonly redacted?: true;
  /** What could not be read or made, one line each: what, which right or program gives it, what its lack costs. */
  readonly lacks: readonly string[];
}

/** The role that plans, as far as row-level security asks for it. */
export interface Role {
  readonly name: string;
  /** Policies do not apply to a superuser and to a role with BYPASSRLS. */
  readonly bypassesPolicies: boolean;
  /** Tables that it owns, as `schema.table` in SQL: their policies do not apply to it either, unless forced. */
  readonly owns: readonly string[];
}

/** How texts are ordered where a column says nothing else. */
export interface Locale {
  /** `libc`, `icu` or `builtin`. */
  readonly provider: string;
  readonly collate: string;
  readonly ctype: string;
  /** Locale of ICU or of the builtin provider. */
  readonly locale?: string;
  readonly encoding: string;
}

export interface Statistics {
  readonly relations: readonly RelationStatistics[];
  readonly extended: readonly ExtendedStatistics[];
}

/** Figures of one relation that has files, or of a table that is divided into partitions. */
export interface RelationStatistics {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'materialized view' | 'index' | 'partitioned table';
  /** Of an index. */
  readonly index?: IndexFacts;
  /** Pages of 8 kB of the main fork: what the planner believes. */
  readonly pages: number;
  /** As pg_class has them: what VACUUM or ANALYZE counted last. */
  readonly relpages: number;
  readonly reltuples: number;
  readonly relallvisible: number;
  readonly columns: readonly ColumnStatistics[];
}

export interface IndexFacts {
  readonly table: string;
  /** Access method. */
  readonly method: string;
  /** Level of the root of a b-tree. */
  readonly level?: number;
  /** How the level was learned. */
  readonly levelFrom?: 'page' | 'explain' | 'size';
  readonly gin?: GinFacts;
  /** How the counters were learned. */
  readonly ginFrom?: 'page' | 'explain';
}

export interface GinFacts {
  readonly totalPages: number;
  readonly entryPages: number;
  readonly dataPages: number;
  readonly entries: number;
  /** Of the list of rows that are not yet in the tree; none where absent. */
  readonly pendingPages?: number;
}

/** A row of pg_stats, by the names that PostgreSQL gives its columns. Values are text, as the server prints them. */
export interface ColumnStatistics {
  readonly attname: string;
  readonly inherited: boolean;
  /** `format_type` of the column, or of the expression of an index. */
  readonly type: string;
  readonly null_frac: number;
  readonly avg_width: number;
  readonly n_distinct: number;
  readonly most_common_vals?: readonly string[];
  readonly most_common_freqs?: readonly number[];
  readonly histogram_bounds?: readonly string[];
  readonly correlation?: number;
  readonly most_common_elems?: readonly string[];
  readonly most_common_elem_freqs?: readonly number[];
  readonly elem_count_histogram?: readonly number[];
  readonly range_length_histogram?: readonly string[];
  readonly range_empty_frac?: number;
  readonly range_bounds_histogram?: readonly string[];
  /** Lowest and highest value as an index has them, where they were looked up. ANALYZE sees a sample. */
  readonly live_ends?: readonly [string, string];
}

/** A row of pg_statistic_ext_data. */
export interface ExtendedStatistics {
  readonly schema: string;
  readonly name: string;
  readonly inherited: boolean;
  /** The server's own bytes, as hexadecimal digits. */
  readonly ndistinct?: string;
  readonly dependencies?: string;
  readonly mcv?: string;
  /** The enums in `mcv`, which stores a value of theirs as its OID in the database. */
  readonly enums?: readonly StoredEnum[];
  /** Statistics of the expressions, in their order; `attname` is the expression's text. */
  readonly expressions?: readonly ColumnStatistics[];
}

export interface Activity {
  /** Since when the server counts; absent where it was never reset. */
  readonly since?: string;
  /** When they were read. */
  readonly until: string;
  readonly tables: readonly TableActivity[];
}

/** Rows that were written to a table, by pg_stat_user_tables. */
export interface TableActivity {
  readonly schema: string;
  readonly name: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}
