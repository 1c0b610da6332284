/** The part of Node's `process` that the command line uses; tests hand in a fake. */
export interface CliProcess {
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly platform: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  exitCode?: number | string | null | undefined;
  cwd(): string;
  on(event: Signal, listener: (signal: Signal) => void): unknown;
  off(event: Signal, listener: (signal: Signal) => void): unknown;
}

export interface CliStream {
  readonly columns?: number;
  readonly isTTY?: boolean;
  write(text: string): boolean;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export type Signal = 'SIGINT' | 'SIGTERM';

/** As shells count them: 128 and the signal's number. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const satisfies Record<
  Signal,
  number
>;
