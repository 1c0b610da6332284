import type { ExitCode } from '../exit-code';
import type { ModuleProcess } from '../scenario/sources/process/module-process';
import type { CliProcess } from './cli-process';

/** Flags that every command takes, as they were typed: nothing checked, nothing filled in. */
export interface CommonFlags {
  readonly config?: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** What a command works with. */
export interface Call<Flags> {
  /** Arguments that are no flags: names of scenarios, sources of an audit. */
  readonly operands: readonly string[];
  readonly flags: Flags;
  readonly process: CliProcess;
  /** Fires at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Where modules of the project run. */
  readonly modules: ModuleProcess;
}

/** One command of the command line. */
export interface Command<Flags extends CommonFlags = CommonFlags> {
  readonly name: string;
  readonly help: string;
  /** As commander writes it, e.g. `[scenarios...]`; absent where the command takes none. */
  readonly operands?: string;
  /** As commander writes them, e.g. `--engine <name>`. Those of every command are added. */
  readonly flags: readonly string[];
  /** Of these, the ones that may be given several times. */
  readonly repeatable?: readonly string[];
  /** Whether it always loads modules of the project: their process is then started at once. */
  readonly loadsModules?: boolean;
  /** Loads what it runs, options included: a record is read for each command, whichever was called. */
  run(call: Call<Flags>): Promise<ExitCode>;
}
