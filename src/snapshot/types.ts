/** What a snapshot holds: the accepted timelines of one scenario, without costs or times. */
export interface Snapshot {
  readonly version: number;
  readonly scenario: string;
  readonly header: SnapshotHeader;
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
  readonly sql: string;
  readonly parameters: readonly string[];
  readonly ranges: readonly SnapshotRange[];
}

export interface SnapshotRange {
  readonly from: number;
  readonly to: number;
  /** One line per occurrence, in plan order, as people read it. */
  readonly access: readonly string[];
  /** True where an occurrence that had an index before has none from here on. */
  readonly cliff: boolean;
}

/** What became of a scenario's snapshot in a run, in Jest's words. */
export interface SnapshotOutcome {
  readonly file: string;
  readonly state: 'matched' | 'written' | 'updated' | 'missing' | 'differs' | 'unreadable';
  readonly added: number;
  readonly updated: number;
  readonly obsolete: readonly string[];
}
