import type { CliProcess, Signal } from './cli-process';

export interface Interruption {
  /** Fires at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The signal that came, if one did. */
  received(): Signal | undefined;
  stop(): void;
}

/**
 * Turns the first SIGINT or SIGTERM into an abort, so that whoever started a server stops it. A second one
 * finds no listener and ends the process as it always would; the next run then clears what was left.
 */
export function listenForSignals(process: CliProcess): Interruption {
  const controller = new AbortController();
  let received: Signal | undefined;
  const stop = (): void => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
  const listener = (signal: Signal): void => {
    received = signal;
    stop();
    process.stderr.write('\nStopping… press Ctrl-C again to stop immediately.\n');
    controller.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return { signal: controller.signal, received: () => received, stop };
}
