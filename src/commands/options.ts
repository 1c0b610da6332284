import { resolve } from 'node:path';
import { Ansis } from 'ansis';
import { loadConfig, type Config, type LoadConfig } from '../config';
import { importConfig } from '../scenario/sources/import-config';
import type { CliProcess } from './cli-process';
import type { CommonFlags } from './command';
import { readEnvironment, workingFolder } from './environment';

export interface CommonOptions {
  readonly cwd: string;
  /** The environment with what `.env` adds to it. */
  readonly env: NodeJS.ProcessEnv;
  readonly color: boolean;
  readonly columns: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** As it was written: relative to `cwd` where it is relative. */
  readonly scenariosDirectory: string;
  /** Absolute. */
  readonly snapshotsDirectory: string;
}

/** Folds flags, environment, `.env`, config file and defaults into what every command works with. */
export async function readOptions(
  process: CliProcess,
  flags: CommonFlags,
  load: LoadConfig = importConfig,
): Promise<{ readonly common: CommonOptions; readonly config: Config }> {
  const config = await loadConfig(workingFolder(process), flags.config, load);
  return { common: readCommonOptions(process, flags, config), config };
}

/** The same for a command that reads no config file. */
export function readCommonOptions(
  process: CliProcess,
  flags: CommonFlags,
  config: Config = {},
): CommonOptions {
  const cwd = workingFolder(process);
  const env = readEnvironment(process);
  return {
    cwd,
    env,
    color: flags.color ?? new Ansis({ process: { ...process, argv: [], env } }).isSupported(),
    columns: process.stdout.columns ?? columnsOf(env['COLUMNS']) ?? 100,
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    scenariosDirectory: config.scenarios ?? 'scenarios',
    snapshotsDirectory: resolve(cwd, config.snapshots ?? 'snapshots'),
  };
}

/** Width of output that is no terminal, which has none of its own; undefined for what is no width. */
function columnsOf(text = ''): number | undefined {
  const columns = Number(text);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}
