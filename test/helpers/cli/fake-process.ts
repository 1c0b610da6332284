import type { CliProcess, CliStream, Signal } from '../../../src/commands/cli-process';
import type * as Modules from '../../../src/scenario/sources/process/module-process';

// The process that loads modules starts when a command has one to load. plancliff starts it beside other work, to be
// sooner: half of the processor time of an audit that has no module.
jest.mock<typeof Modules>('../../../src/scenario/sources/process/module-process', () => {
  const actual = jest.requireActual<typeof Modules>(
    '../../../src/scenario/sources/process/module-process',
  );
  return {
    ...actual,
    openModuleProcess: (options) => ({
      ...actual.openModuleProcess(options),
      start: () => undefined,
    }),
  };
});

/** A process that keeps what is written to it and can be sent signals. */
export interface FakeProcess extends CliProcess {
  readonly output: { stdout: string; stderr: string };
  /** Calls the listeners as a signal would; false where there is none and a real process would end. */
  kill(signal: Signal): boolean;
  listeners(): number;
}

export interface FakeOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  readonly columns?: number;
  /** Whether its output goes to a terminal. */
  readonly isTTY?: boolean;
}

export function fakeProcess(options: FakeOptions = {}): FakeProcess {
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<{ event: Signal; listener: (signal: Signal) => void }>();
  const stream = (name: 'stdout' | 'stderr'): CliStream => ({
    columns: options.columns ?? 100,
    isTTY: options.isTTY ?? false,
    write: (text) => {
      output[name] += text;
      return true;
    },
    on: () => undefined,
  });
  return {
    argv: ['node', 'plancliff', ...(options.args ?? [])],
    env: options.env ?? {},
    platform: 'linux',
    stdin: (async function* () {
      await Promise.resolve();
      yield options.stdin ?? '';
    })(),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    exitCode: undefined,
    cwd: () => options.cwd ?? process.cwd(),
    on: (event, listener) => listeners.add({ event, listener }),
    off: (event, listener) => {
      for (const each of listeners) {
        if (each.event === event && each.listener === listener) listeners.delete(each);
      }
    },
    output,
    kill: (signal) => {
      const called = [...listeners].filter(({ event }) => event === signal);
      for (const { listener } of called) listener(signal);
      return called.length > 0;
    },
    listeners: () => listeners.size,
  };
}
