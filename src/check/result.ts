import type { Measurements } from '../findings/evidence';
import type { Finding } from '../findings/types';
import type { Scales } from '../scenario/scales';
import type { Scenario } from '../scenario/types';
import type { SnapshotOutcome } from '../snapshot/types';
import type { SweptVariant } from './sweep-variants';
import type { Timeline, Unplannable } from '../timeline/types';

/** What the check of one scenario found. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly engine: string;
  readonly serverVersion: string;
  readonly settings: { readonly [name: string]: string };
  readonly scales: Scales;
  readonly timelines: readonly Timeline[];
  readonly unplannable: readonly Unplannable[];
  /** Absent where nothing was to be measured. */
  readonly measurements?: Measurements;
  /** Cases as hurried authors would write them; absent where nothing asks for them. */
  readonly variants?: readonly SweptVariant[];
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
