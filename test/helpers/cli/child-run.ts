import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface ChildRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
  /** Resolves when standard error has held this text, or the run is over. */
  said(text: RegExp): Promise<void>;
}

export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Descriptor to write to instead of a pipe that is read here. */
  readonly stdout?: number;
  readonly stderr?: number;
  /** In a process group of its own, which signals can be sent to as a terminal does at Ctrl-C. */
  readonly ownGroup?: boolean;
}

const program = resolve('src/bin.ts');

/** plancliff in a process of its own, from source, with its temporary files in `temporary`. */
export function childRun(
  cwd: string,
  args: readonly string[],
  temporary: string,
  options: ChildOptions = {},
): ChildRun {
  const { env, stdout: out = 'pipe', stderr: err = 'pipe', ownGroup = false } = options;
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, CI: '', TMPDIR: temporary, ...env },
    stdio: ['ignore', out, err],
    detached: ownGroup,
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    listeners.forEach((listener) => listener());
  });
  const ended = new Promise<Awaited<ChildRun['ended']>>((done) => {
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
  return {
    child,
    ended,
    said: (text) =>
      new Promise((done) => {
        const look = (): void => {
          if (text.test(stderr)) done();
        };
        listeners.add(look);
        look();
        void ended.then(() => done());
      }),
  };
}

/** Command lines of the processes whose arguments name this folder, but for plancliff's own. */
export function processesIn(folder: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && !line.includes(program));
}
