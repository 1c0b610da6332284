import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { PlancliffError } from '../../../errors';
import type { Case, CompiledQuery, Query, Scenario } from '../../types';
import { endedError, isCrash, tooLongError } from './ended';
import { errorOf } from './failure';
import type { ModuleFile, ModuleMessage, ModuleReply, ModuleRequest } from './protocol';

/** Modules of scenarios and of the config, run in a process of their own that can be watched and ended. */
export interface ModuleProcess {
  /** Starts the process before it is needed, beside whatever else there is to do. */
  readonly start: () => void;
  /** @throws PlancliffError `scenario` for whatever is wrong with the module, and where it does not end in time */
  readonly loadScenario: (path: string, file: string) => Promise<Scenario>;
  /** The default export of a config file, as plain data. */
  readonly loadConfig: (path: string, file: string) => Promise<unknown>;
  /** Ends the process; requests under way then fail. */
  readonly close: () => void;
}

export interface ModuleProcessOptions {
  readonly cwd: string;
  /** Milliseconds that one file may take to load, or one query to be built. */
  readonly timeout: number;
  /** Folder for compiled modules, private to this user; none where absent. */
  readonly cache: string | undefined;
  /** What modules write to standard output and standard error. */
  readonly onOutput: (text: string) => void;
}

/** A busy machine may take long to start a process; that is no fault of a module. */
const startTimeout = 120_000;

/** Opens it; the process starts with the first request, and anew after a module that ended it. */
export function openModuleProcess(options: ModuleProcessOptions): ModuleProcess {
  const { cwd, timeout, cache, onOutput } = options;
  const late = new Map<string, Error>();
  const begin = (): Running => start(cwd, onOutput, (of, error) => late.set(of, error));
  let child: Running | undefined;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  const once = (request: ModuleRequest): Promise<unknown> => {
    if (closed) return Promise.reject(interrupted());
    const known = late.get(request.path);
    if (known !== undefined) return Promise.reject(known);
    if (child === undefined || child.ended()) child = begin();
    return child.ask(request, timeout).catch((error: unknown) => {
      throw closed ? interrupted() : error;
    });
  };
  // One at a time: an error is then the fault of the module that runs.
  const ask = (request: ModuleRequest): Promise<unknown> => {
    const answer = last.then(() => once(request));
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    start() {
      child ??= begin();
    },
    async loadScenario(path, file) {
      const scenario = (await ask({ kind: 'scenario', path, file, cache })) as Scenario;
      const compile = (each: Case): Promise<CompiledQuery> => {
        const { query, label, values } = each;
        const request = { kind: 'compile', path, file, cache, query, label, values } as const;
        return ask(request) as Promise<CompiledQuery>;
      };
      const withBuilder = (query: Query): Query =>
        'sql' in query.definition ? query : { ...query, compile };
      return { ...scenario, queries: scenario.queries.map(withBuilder) };
    },
    loadConfig: (path, file) => ask({ kind: 'config', path, file, cache }),
    close() {
      closed = true;
      child?.end();
    },
  };
}

const interrupted = (): PlancliffError =>
  new PlancliffError('interrupted', { message: 'interrupted' });

interface Running {
  ask(request: ModuleRequest, timeout: number): Promise<unknown>;
  ended(): boolean;
  end(): void;
}

function start(
  cwd: string,
  onOutput: (text: string) => void,
  onLate: (path: string, error: Error) => void,
): Running {
  const child = spawnChild(cwd);
  let ended = false;
  let complaint = '';
  let crashed = false;
  let pending: Pending | undefined;
  const settle = (how: (waiting: Pending) => void): void => {
    const waiting = pending;
    pending = undefined;
    clearTimeout(waiting?.timer);
    if (waiting !== undefined) how(waiting);
  };
  const end = (): void => {
    ended = true;
    child.kill('SIGKILL');
  };
  child.stdout?.setEncoding('utf8').on('data', onOutput);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-16_384);
    // Of a crash one line is printed, not the engine's pages.
    crashed ||= isCrash(complaint);
    if (!crashed) onOutput(text);
  });
  child.on('message', (reply: ModuleReply) => {
    if ('late' in reply) return onLate(reply.path, errorOf(reply.late));
    if ('begun' in reply) return pending?.begin();
    if (reply.id !== pending?.id) return;
    if ('last' in reply) end();
    settle(({ resolve, reject }) =>
      'failure' in reply ? reject(errorOf(reply.failure)) : resolve(reply.value),
    );
  });
  child.on('error', (error) => {
    ended = true;
    settle(({ reject }) => reject(error));
  });
  // `close` and not `exit`: by then everything that the process wrote has been read.
  child.on('close', (code, signal) => {
    ended = true;
    settle(({ reject, module }) => reject(endedError(module, { code, signal, complaint })));
  });
  child.on('exit', () => (ended = true));
  let asked = 0;
  return {
    ask: (request, timeout) =>
      new Promise((resolve, reject) => {
        asked += 1;
        const expire = (milliseconds: number): NodeJS.Timeout =>
          setTimeout(() => {
            settle((waiting) => waiting.reject(tooLongError(request, milliseconds)));
            end();
          }, milliseconds);
        const waiting: Pending = {
          ...{ id: asked, module: request, resolve, reject, timer: expire(startTimeout) },
          begin() {
            clearTimeout(waiting.timer);
            waiting.timer = expire(timeout);
          },
        };
        pending = waiting;
        child.send({ id: asked, request } satisfies ModuleMessage, (error) => {
          if (error !== null) child.emit('close', child.exitCode, child.signalCode);
        });
      }),
    ended: () => ended,
    end,
  };
}

interface Pending {
  readonly id: number;
  readonly module: ModuleFile;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly begin: () => void;
  timer: NodeJS.Timeout;
}

const entry = path.resolve(__dirname, `entry${path.extname(__filename)}`);

/** Under Jest and from source the entry is TypeScript, which Node 20 cannot run by itself. */
const fromSource = path.resolve(__dirname, '../../../../test/helpers/require-typescript.js');

function spawnChild(cwd: string): ChildProcess {
  const args = entry.endsWith('.ts') ? ['--require', fromSource, entry] : [entry];
  return spawn(process.execPath, args, {
    cwd,
    // Under Jest `process.env` is a copy, which a child that is not handed one never sees.
    env: process.env,
    // Nothing to read; what it writes never reaches our own standard output; a channel; and the lifeline.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
  });
}
