import { PlancliffError } from '../../errors';
import { didYouMean } from '../../text/nearest';
import { library } from './library';
import { moduleLoader } from './module-loader';
import { asError, lineOf } from './process/thrown';

/**
 * Runs a scenario module and returns its default export. `plancliff` means this running copy inside it,
 * wherever the module lies. It is run anew at each call.
 *
 * @param file absolute path
 * @param shown the path as messages name it
 * @param cache folder for compiled modules, which are executed from it: private to this user; none where absent
 * @throws PlancliffError `scenario` with the line, for a syntax error, an error at load and a missing default
 */
export async function importModule(file: string, shown: string, cache?: string): Promise<unknown> {
  let exported: unknown;
  try {
    exported = await moduleLoader(file, cache).import(file);
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

/** The error of a module in one line, with its place; `happened` is said of what is no syntax error. */
export function loadError(
  error: unknown,
  file: string,
  shown: string,
  happened = 'the scenario throws',
): PlancliffError {
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
    message: syntax ? `${place}: syntax error` : `${place}: ${happened}`,
    reason: firstLine(thrown.message.replace(/^ParseError: /, '')),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** What the author most likely meant, where the message tells. */
function hintFor(message: string): string | undefined {
  const unknown = /plancliff\d*\.(\w+)\)? is not a function/.exec(message)?.[1];
  if (unknown !== undefined) {
    return `plancliff exports no '${unknown}'. ${didYouMean(unknown, Object.keys(library))}`;
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  return missing === undefined || missing.startsWith('.') || missing.startsWith('/')
    ? undefined
    : `Install it: npm install --save-dev ${missing}`;
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
