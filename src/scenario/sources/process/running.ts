import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { disconnectedError, endedError, isCrash, tooLongError } from './ended';
import { errorOf } from './failure';
import type { ModuleMessage, ModuleReply, ModuleRequest } from './protocol';

/** The process of modules, from its start to its end. */
export interface Running {
  /** @param timeout milliseconds that the module may take, from when the process begins with it */
  ask(request: ModuleRequest, timeout: number): Promise<unknown>;
  ended(): boolean;
  end(): void;
}

interface Listener {
  /** What modules write to standard output and standard error. */
  readonly onOutput: (text: string) => void;
  /** What a module throws after it was loaded. */
  readonly onLate: (path: string, error: Error) => void;
}

/** Milliseconds that what a process has left in its pipes may take to arrive. */
const drainTime = 500;

/** A busy machine may take long to start a process; that is no fault of a module. */
const startTimeout = 120_000;

export function startRunning(cwd: string, { onOutput, onLate }: Listener): Running {
  const child = forkEntry(cwd);
  const pending = pendingRequest();
  const complaint = readOutput(child, onOutput);
  let ended = false;
  const end = (): void => {
    ended = true;
    child.kill('SIGKILL');
  };
  child.on('message', (reply: unknown) => {
    // Modules may write to the channel themselves: `process.send('ready')` for a process manager.
    if (!isReply(reply)) return;
    if ('late' in reply) return onLate(reply.path, errorOf(reply.late));
    if ('begun' in reply) return pending.begin();
    if (!pending.has(reply.id)) return;
    if ('last' in reply) end();
    pending.settle(({ resolve, reject }) =>
      'failure' in reply ? reject(errorOf(reply.failure)) : resolve(reply.value),
    );
  });
  child.on('error', (error) => {
    ended = true;
    pending.settle(({ reject }) => reject(error));
  });
  child.on('exit', () => {
    ended = true;
    closeSoon(child);
  });
  child.on('disconnect', () => {
    const late = setTimeout(() => {
      pending.settle(({ reject, request }) => reject(disconnectedError(request)));
      end();
    }, drainTime);
    child.once('exit', () => clearTimeout(late));
  });
  // `close` and not `exit`: by then everything that the process wrote has been read.
  child.on('close', (code, signal) => {
    ended = true;
    pending.settle(({ reject, request }) =>
      reject(endedError(request, { code, signal, complaint: complaint() })),
    );
  });
  return {
    ask: (request, timeout) =>
      new Promise((resolve, reject) => {
        const id = pending.put({ request, timeout, resolve, reject, expired: end });
        child.send({ id, request } satisfies ModuleMessage, (error) => {
          if (error !== null) child.emit('close', child.exitCode, child.signalCode);
        });
      }),
    ended: () => ended,
    end,
  };
}

/** A process that a module has started may have inherited its pipes, and keeps them open for as long as it lives. */
function closeSoon(child: ChildProcess): void {
  const late = setTimeout(() => child.stdio.forEach((stream) => stream?.destroy()), drainTime);
  child.once('close', () => clearTimeout(late));
}

function isReply(value: unknown): value is ModuleReply {
  if (typeof value !== 'object' || value === null) return false;
  if ('late' in value || 'begun' in value) return true;
  return 'id' in value && ('failure' in value || 'value' in value);
}

interface Asked {
  readonly request: ModuleRequest;
  /** Milliseconds. */
  readonly timeout: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Called when the time is over, after the rejection. */
  readonly expired: () => void;
}

interface PendingRequest {
  /** Returns the number of the request. The time to start the process begins. */
  put(asked: Asked): number;
  has(id: number): boolean;
  /** The time of the module begins. */
  begin(): void;
  /** Ends the wait; does nothing where no request is under way. */
  settle(how: (asked: Asked) => void): void;
}

/** The one request that is under way, if any, and the clock that it runs against. */
function pendingRequest(): PendingRequest {
  // What a module sends by itself has another number.
  let id = randomInt(2 ** 40);
  let current: Asked | undefined;
  let timer: NodeJS.Timeout | undefined;
  const settle = (how: (asked: Asked) => void): void => {
    const asked = current;
    current = undefined;
    clearTimeout(timer);
    if (asked !== undefined) how(asked);
  };
  const expireIn = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      settle(({ request, reject, expired }) => {
        reject(tooLongError(request, milliseconds));
        expired();
      });
    }, milliseconds);
  };
  return {
    put(asked) {
      id += 1;
      current = asked;
      expireIn(startTimeout);
      return id;
    },
    has: (of) => current !== undefined && of === id,
    begin() {
      if (current !== undefined) expireIn(current.timeout);
    },
    settle,
  };
}

/** Passes on what the process writes, and returns the end of its standard error. Of a crash one line is printed, not the engine's pages. */
function readOutput(child: ChildProcess, onOutput: (text: string) => void): () => string {
  let complaint = '';
  let crashed = false;
  child.stdout?.setEncoding('utf8').on('data', onOutput);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-16_384);
    crashed ||= isCrash(complaint);
    if (!crashed) onOutput(text);
  });
  return () => complaint;
}

/** The entry is TypeScript where this file is: `fork` then loads it with the options that this process was started with. */
const entry = path.resolve(__dirname, `entry${path.extname(__filename)}`);

function forkEntry(cwd: string): ChildProcess {
  return fork(entry, [], {
    cwd,
    // Under Jest `process.env` is a copy, which a child that is not handed one never sees.
    env: process.env,
    // Nothing to read; what it writes never reaches our own standard output; a channel; and the lifeline.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
  });
}
