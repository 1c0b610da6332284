import { PlancliffError } from '../../../errors';
import { oneAtATime } from '../../../postgres/one-at-a-time';
import type { Case, CompiledQuery, Query, Scenario } from '../../types';
import type { ModuleRequest } from './protocol';
import { type Running, startRunning } from './running';

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
  /** Milliseconds that one file may take to load, or one query to be built; read at each request. */
  readonly timeout: number;
  /** Folder for compiled modules, private to this user; none where absent. */
  readonly cache: string | undefined;
  /** What modules write to standard output and standard error. */
  readonly onOutput: (text: string) => void;
}

/** Opens it; the process starts with the first request, and anew after a module that ended it. */
export function openModuleProcess(options: ModuleProcessOptions): ModuleProcess {
  const { cwd, cache, onOutput } = options;
  const late = new Map<string, Error>();
  const begin = (): Running =>
    startRunning(cwd, { onOutput, onLate: (of, error) => late.set(of, error) });
  let child: Running | undefined;
  let closed = false;

  const once = (request: ModuleRequest): Promise<unknown> => {
    if (closed) return Promise.reject(interrupted());
    const known = late.get(request.path);
    if (known !== undefined) return Promise.reject(known);
    if (child === undefined || child.ended()) child = begin();
    return child.ask(request, options.timeout).catch((error: unknown) => {
      throw closed ? interrupted() : error;
    });
  };
  // One at a time: an error is then the fault of the module that runs.
  const inTurn = oneAtATime();
  const ask = (request: ModuleRequest): Promise<unknown> => inTurn(() => once(request));
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
