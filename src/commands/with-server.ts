import type { ExitCode } from '../exit-code';
import { progressReporter, type ProgressReporter } from '../reporters/progress';
import type { CliProcess } from './cli-process';
import { holdServer, type HolderOptions, type ServerHolder } from './hold-server';

/** What a command works with while its server runs. */
export interface ServerRun {
  readonly server: ServerHolder;
  readonly progress: ProgressReporter;
  /** Prints a line that stays. */
  readonly warn: (line: string) => void;
}

/** Runs a command with its server and a progress line, and ends both, whatever becomes of it. */
export async function withServer(
  options: HolderOptions,
  process: CliProcess,
  signal: AbortSignal,
  work: (run: ServerRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  const progress = progressReporter(process.stderr);
  const warn = (line: string): void => progress.note(`Warning: ${line}`);
  const server = holdServer(options, signal, warn);
  // A statement under way ends when its server does, and not before.
  signal.addEventListener('abort', () => void server.close().catch(() => undefined));
  try {
    return await work({ server, progress, warn });
  } finally {
    progress.stop();
    await server.close();
  }
}

/** The same for a command that only uses a server which plancliff starts. */
export function withOwnServer(
  options: Omit<HolderOptions, 'databaseUrl' | 'allowWrite'>,
  process: CliProcess,
  signal: AbortSignal,
  work: (run: ServerRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withServer(
    { ...options, databaseUrl: undefined, allowWrite: false },
    process,
    signal,
    work,
  );
}
