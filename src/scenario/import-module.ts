import { readFileSync } from 'node:fs';
import { createJiti } from 'jiti';
import * as plancliff from '../index';
import { PlancliffError } from '../errors';
import { didYouMean } from '../model/rows';

/**
 * Runs a scenario module and returns its default export. `plancliff` means this running copy inside it,
 * wherever the module lies. It is run anew at each call.
 *
 * @param file absolute path
 * @param shown the path as messages name it
 * @throws PlancliffError `scenario` with the line, for a syntax error, an error at load and a missing default
 */
export async function importModule(file: string, shown: string): Promise<unknown> {
  const jiti = createJiti(file, {
    moduleCache: false,
    interopDefault: false,
    virtualModules: { plancliff },
  });
  let exported: unknown;
  try {
    exported = await jiti.import(file);
  } catch (error) {
    throw loadError(error, file, shown);
  }
  const found = defaultOf(exported);
  if (found !== undefined) return found;
  throw new PlancliffError('scenario', {
    message: `${shown}: the module has no default export`,
    hint: 'End it with `export default defineScenario({ … })`; a file that starts with _ is no scenario.',
  });
}

function defaultOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('default' in exported) return exported.default;
  // module.exports = defineScenario({ … }) of a CommonJS file.
  return 'tables' in exported || 'queries' in exported ? exported : undefined;
}

function loadError(error: unknown, file: string, shown: string): PlancliffError {
  const thrown = asError(error);
  const line = lineOf(thrown, file);
  const place = line === undefined ? shown : `${shown}:${line}`;
  if (error instanceof PlancliffError) {
    return new PlancliffError('scenario', {
      message: `${place}: ${error.message}`,
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
  const syntax = /^(?:ParseError|SyntaxError): /.test(
    `${thrown.name}: ${thrown.message}`.replace(/^Error: /, ''),
  );
  const hint = hintFor(thrown.message);
  return new PlancliffError('scenario', {
    message: syntax ? `${place}: syntax error` : `${place}: the scenario throws`,
    reason: firstLine(thrown.message.replace(/^ParseError: /, '')),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** By shape: a module that runs in a realm of its own, as under Jest, has an Error of its own. */
function asError(error: unknown): Thrown {
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    return { name: 'Error', message: String(error), stack: '' };
  }
  const { name, message, stack } = error as Partial<Thrown>;
  return { name: name ?? 'Error', message: String(message), stack: stack ?? '' };
}

/** What the author most likely meant, where the message tells. */
function hintFor(message: string): string | undefined {
  const unknown = /plancliff\d*\.(\w+)\)? is not a function/.exec(message)?.[1];
  if (unknown !== undefined) {
    return `plancliff exports no '${unknown}'. ${didYouMean(unknown, Object.keys(plancliff))}`;
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  return missing === undefined || missing.startsWith('.') || missing.startsWith('/')
    ? undefined
    : `Install it: npm install --save-dev ${missing}`;
}

/** The innermost line of the file in an error's stack or message; for a missing module, that of its import. */
function lineOf(error: Thrown, file: string): number | undefined {
  const text = `${error.message}\n${error.stack}`;
  for (const entry of text.split('\n')) {
    const at = entry.indexOf(`${file}:`);
    const line = at === -1 ? undefined : /^\d+/.exec(entry.slice(at + file.length + 1))?.[0];
    if (line !== undefined) return Number(line);
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  if (missing === undefined) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => new RegExp(`['"]${escape(missing)}['"]`).test(line));
  return index === -1 ? undefined : index + 1;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
