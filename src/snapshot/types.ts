import type { Severity } from '../findings/kinds';

/** What a snapshot contains: the timelines of one scenario and the findings accepted there, without costs or times. */
export interface Snapshot {
  /** Version of the text that it was read from. */
  readonly version: number;
  readonly scenario: string;
  readonly header: SnapshotHeader;
  /** In name order: query, then case, then condition. */
  readonly entries: readonly SnapshotEntry[];
}

/**
 * How the timelines were made. Two snapshots of another major, engine or settings are not comparable; of another
 * schema or data model they are, and `schema` then says what changed.
 */
export interface SnapshotHeader {
  readonly major: number;
  /** Name of the engine that the tables were brought to their scales by. */
  readonly engine: string;
  /** Lowest and highest scale swept, rows of the driving table. */
  readonly scales: { readonly from: number; readonly to: number };
  /** Planner settings that differ from PostgreSQL's defaults, in name order. */
  readonly settings: { readonly [name: string]: string };
  /** Digest of schema, data model, seed and clock. */
  readonly digest: string;
  /** In the order of `schemaParts`; empty where it is not known, as in a snapshot of version 1. */
  readonly schema: readonly SchemaPart[];
}

/** One thing that the planner sees of a schema or its data model, as a reviewer reads it. */
export interface SchemaPart {
  readonly kind: 'table' | 'model' | 'key' | 'index';
  /** As in `orders`, or `app.orders` outside of the schema public. */
  readonly name: string;
  /** The table of an index; the other kinds carry it as their name. */
  readonly on?: string;
  readonly text: string;
}

/** A finding that `-u` accepted, or that a trial acquitted. */
export interface AcceptedFinding {
  readonly severity: Exclude<Severity, 'info'>;
  /** A `FindingKind`; or one of another version of plancliff, which covers nothing. */
  readonly kind: string;
  /** Rows of the driving table, to three significant digits; absent where the finding has none. */
  readonly at?: number;
  /** Index and occurrence, as in `orders_status_idx (o/public.orders)`; empty where it concerns the whole plan. */
  readonly subject: string;
}

export interface SnapshotEntry {
  readonly query: string;
  readonly case: string;
  readonly condition: string;
  /** White space folded; never empty. */
  readonly sql: string;
  /** Values of `$1`, `$2`, … as SQL would write them. */
  readonly parameters: readonly string[];
  /** Contiguous and rising: each begins where the one before ends. Never empty. */
  readonly ranges: readonly SnapshotRange[];
  /** In order of kind, then subject. */
  readonly accepted: readonly AcceptedFinding[];
  /** What the planner's estimates accuse and a trial, which measured the case, does not; in the same order. */
  readonly acquitted: readonly AcceptedFinding[];
}

export interface SnapshotRange {
  /** Rows of the driving table; inner bounds are changes, rounded to three significant digits. */
  readonly from: number;
  readonly to: number;
  /** One per occurrence, in the order of their aliases. */
  readonly access: readonly SnapshotAccess[];
}

export interface SnapshotAccess {
  /** How the occurrence is read, in one line. */
  readonly text: string;
  /** True where this occurrence had an index before and has none from here on. */
  readonly cliff: boolean;
}

/** What became of a scenario's snapshot in a run, in Jest's words. */
export interface SnapshotOutcome {
  readonly file: string;
  readonly state:
    | 'matched'
    | 'written'
    | 'updated'
    | 'missing'
    | 'differs'
    | 'unreadable'
    /** It should have been written, and the system refused. */
    | 'unwritten'
    | 'not-compared';
  /** Cases that the snapshot did not hold: written, or under `--ci` missing. */
  readonly added: number;
  /** Cases whose accepted timeline was replaced. */
  readonly updated: number;
  /** Findings that `-u` accepted and that the snapshot did not list before. */
  readonly accepted: number;
  /** Cases in the snapshot that the scenario no longer has; removed where `-u` was given. */
  readonly obsolete: readonly string[];
  readonly removed: boolean;
  /** Accepted findings that this run neither found nor missed: they rest on a trial, and none was run. */
  readonly unmeasured: number;
  /** True where this alone fails the run, whatever the findings say. */
  readonly fails: boolean;
  /** Why the file could not be read or written, was not compared, or was left as it is. */
  readonly message?: string;
  /** What to do about it, without a period, where a folder or another obstacle has the file's name. */
  readonly hint?: string;
  /** What changed since the snapshot was written and fails nothing by itself, one sentence each, without a period. */
  readonly notes: readonly string[];
}
