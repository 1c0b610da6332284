/** What a snapshot holds: the accepted timelines of one scenario, without costs or times. */
export interface Snapshot {
  readonly version: number;
  readonly scenario: string;
  readonly header: SnapshotHeader;
  /** In name order: query, then case, then condition. */
  readonly entries: readonly SnapshotEntry[];
}

/** What must be equal for two snapshots to be comparable. */
export interface SnapshotHeader {
  readonly major: number;
  readonly engine: 'virtual' | 'seed';
  /** Lowest and highest scale swept, rows of the driving table. */
  readonly scales: { readonly from: number; readonly to: number };
  /** Planner settings that differ from PostgreSQL's defaults, in name order. */
  readonly settings: { readonly [name: string]: string };
  /** Digest of schema, data model, seed and clock. */
  readonly digest: string;
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
  readonly state: 'matched' | 'written' | 'updated' | 'missing' | 'differs' | 'unreadable';
  /** Cases that the snapshot did not hold: written, or under `--ci` missing. */
  readonly added: number;
  /** Cases whose accepted timeline was replaced. */
  readonly updated: number;
  /** Cases in the snapshot that the scenario no longer has; removed where `-u` was given. */
  readonly obsolete: readonly string[];
  readonly removed: boolean;
  /** True where this alone fails the run, whatever the findings say. */
  readonly fails: boolean;
  /** Why the file could not be read, or was left as it is. */
  readonly message?: string;
}
