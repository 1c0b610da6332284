import type { Finding } from '../findings/types';
import type { Scenario } from '../scenario/types';
import type { SnapshotOutcome } from '../snapshot/types';
import type { Timeline, Unplannable } from '../timeline/types';

/** All that a reporter may know of one scenario. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly engine: 'virtual' | 'seed';
  readonly serverVersion: string;
  readonly settings: { readonly [name: string]: string };
  readonly scales: { readonly from: number; readonly to: number };
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
  readonly findings: readonly Finding[];
  readonly snapshot?: SnapshotOutcome;
  readonly approximations: readonly string[];
  /** Statements of the schema that were skipped or replaced, one line each; absent where there are none. */
  readonly schemaNotes?: readonly string[];
  /** Seconds of wall time. */
  readonly seconds: number;
}

/** What `plancliff check` found, for reporters and for the exit code. */
export interface CheckResult {
  readonly version: 1;
  readonly scenarios: readonly ScenarioResult[];
  readonly failOn: 'error' | 'warning' | 'info' | 'never';
  /** Scenarios that could not run: one line each. The run then exits 2. */
  readonly problems: readonly { readonly scenario: string; readonly message: string }[];
  /** Snapshot files without a scenario; empty when the run was filtered. */
  readonly obsoleteSnapshots: readonly string[];
}

/** Where a reporter writes, and what it may assume of it. */
export interface Output {
  write(text: string): void;
  readonly columns: number;
  readonly color: boolean;
}

/** What only some reporters ask for. */
export interface ReporterOptions {
  /** Show every case, not only those that changed or were found wanting. */
  readonly all?: boolean;
  /** Folder that file names are shown relative to: the root of the repository. */
  readonly root?: string;
  /** Folder that file names of snapshots in the result are relative to; the root where absent. */
  readonly cwd?: string;
  /** How plancliff is called here, for commands that are there to be copied; `plancliff` where absent. */
  readonly program?: string;
  /** Web address of plancliff, from its package.json, for readers who do not have the package at hand. */
  readonly homepage?: string;
}

export type Reporter = (result: CheckResult, output: Output, options?: ReporterOptions) => void;
