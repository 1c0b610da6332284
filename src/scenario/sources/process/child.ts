import { Worker } from 'node:worker_threads';
import { PlancliffError } from '../../../errors';
import { importConfig } from '../import-config';
import { loadError } from '../import-module';
import { loadFile } from '../load-file';
import { buildQuery } from '../../build-query';
import type { Case, Scenario } from '../../types';
import { failureOf } from './failure';
import { plainValue, withOriginals } from './plain-value';
import { asError, lineOf } from './thrown';
import type { Failure, ModuleFile, ModuleMessage, ModuleReply, ModuleRequest } from './protocol';

/**
 * The process in which the modules of scenarios and of the config run. A module may do anything: write to standard
 * output, throw, loop, exit. This process reports what it still can; its parent watches the rest, and ends it.
 */
export function serveModules(lifeline: number): void {
  endWithParent(lifeline);
  let current: { readonly id: number; readonly module: ModuleFile } | undefined;
  const loaded = new Map<string, Scenario>();

  const answer = (reply: { value: unknown } | { failure: Failure; last?: true }): void => {
    if (current === undefined) return;
    const { id } = current;
    current = undefined;
    send({ id, ...reply });
    process.channel?.ref();
  };
  const fail = (error: unknown, path: string): void => {
    if (current === undefined) send({ late: failureOf(error), path });
    else answer({ failure: failureOf(error), last: true });
  };
  const named = (): ModuleFile => current?.module ?? { path: '', file: 'a scenario' };

  process.on('message', ({ id, request }: ModuleMessage) => {
    current = { id, module: request };
    send({ begun: id });
    // Nothing but the module then keeps the process alive: if it ends, the module waits for nothing.
    process.channel?.unref();
    perform(request, loaded).then(
      (value) => answer({ value }),
      (error: unknown) => answer({ failure: failureOf(ofModule(error, request)) }),
    );
  });
  process.on('beforeExit', () => {
    if (current === undefined) return;
    const { file } = current.module;
    fail(
      new PlancliffError('scenario', {
        message: `${file} waits for a promise that never settles`,
        hint: 'Look at its top-level `await`: nothing is left that could settle it.',
      }),
      current.module.path,
    );
  });
  process.on('unhandledRejection', (reason) => {
    const { path, file } = blamed(reason, named(), loaded);
    fail(loadError(reason, path, file, 'a promise is rejected and nothing handles it'), path);
  });
  process.on('uncaughtException', (error) => {
    const { path, file } = blamed(error, named(), loaded);
    fail(loadError(error, path, file), path);
  });
  replaceExit((called) => {
    const { path, file } = blamed(called.from, named(), loaded);
    const line = lineOf(asError(called.from), path);
    fail(
      new PlancliffError('scenario', {
        message: `${line === undefined ? file : `${file}:${line}`}: the module calls process.exit(${called.code})`,
        hint: 'Remove the call: a module is done when it has exported its value.',
      }),
      path,
    );
  });
}

/** Reports who calls `process.exit` before the process ends. */
function replaceExit(
  report: (called: { readonly from: Error; readonly code: string }) => void,
): void {
  const exit = process.exit.bind(process);
  process.exit = ((code?: number) => {
    report({ from: new Error(), code: String(code ?? '') });
    exit(code);
  }) as typeof process.exit;
}

async function perform(request: ModuleRequest, loaded: Map<string, Scenario>): Promise<unknown> {
  const { path, file, cache } = request;
  if (request.kind === 'config') return plainValue(await importConfig(path, file, cache));
  const scenario = loaded.get(path) ?? (await loadFile(path, file, cache));
  loaded.set(path, scenario);
  if (request.kind === 'compile') return compile(scenario, request);
  // A rejection of the module itself shows up before the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return plainValue(scenario);
}

function compile(
  { queries }: Scenario,
  { query, label, values }: Extract<ModuleRequest, { readonly kind: 'compile' }>,
): unknown {
  const found = queries.find(({ name }) => name === query);
  const original = found?.cases.find((each) => each.label === label)?.values;
  if (found === undefined || 'sql' in found.definition) throw new Error(`no builder of ${query}`);
  const given = {
    id: `${query} / ${label}`,
    query,
    label,
    values: withOriginals(values, original),
  };
  const { sql, parameters } = buildQuery(given as Case, found.definition);
  return plainValue({ sql, parameters: [...parameters] });
}

/**
 * An accessor or a proxy in the exported value runs code of the module while it is read, and its error is the module's.
 * What a builder of a query throws stays as it is: that is an error of one case.
 */
function ofModule(error: unknown, { kind, path, file }: ModuleRequest): unknown {
  if (kind === 'compile' || error instanceof PlancliffError) return error;
  const happened = kind === 'config' ? 'the config throws' : 'the scenario throws';
  return asError(error).stack.includes(path) ? loadError(error, path, file, happened) : error;
}

/** The module that the stack names, or else the one that runs. */
function blamed(thrown: unknown, running: ModuleFile, loaded: Map<string, Scenario>): ModuleFile {
  const { stack } = asError(thrown);
  if (running.path !== '' && stack.includes(running.path)) return running;
  const [path, scenario] = [...loaded].find(([each]) => stack.includes(each)) ?? [];
  return path === undefined || scenario === undefined ? running : { path, file: scenario.file };
}

function send(reply: ModuleReply): void {
  process.send?.(reply);
}

/**
 * Ends this process when its parent is gone, be it by SIGKILL: the lifeline is a pipe whose other end only the parent
 * has. A thread of its own watches it, as a module may loop for ever on the main one.
 */
function endWithParent(lifeline: number): void {
  const watch = `
    const { Socket } = require('node:net');
    new Socket({ fd: ${lifeline} }).on('close', () => process.kill(process.pid, 'SIGKILL')).resume();`;
  new Worker(watch, { eval: true }).unref();
}
