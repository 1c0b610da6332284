import type { CheckResult } from '../check/result';
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
  /** How plancliff is called here, for commands that a reader copies; `plancliff` where absent. */
  readonly program?: string;
  /** Web address of plancliff, from its package.json, for readers who do not have the package at hand. */
  readonly homepage?: string;
}

export type Reporter = (result: CheckResult, output: Output, options?: ReporterOptions) => void;
