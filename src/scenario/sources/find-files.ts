import { readdirSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import { sources } from './sources';
import { manifestIn } from './twins';

/** Absolute paths of the scenario files in a folder, by name. Throws a PlancliffError where there is none. */
export function filesIn(cwd: string, directory: string): string[] {
  const folder = path.resolve(cwd, directory);
  const shown = shownPath(cwd, folder);
  const found = statOf(cwd, folder);
  if (found === undefined) throw noScenario(`the folder ${shown} does not exist`);
  if (!found.isDirectory()) throw noScenario(`${shown} is a file and no folder`);
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && sources.some((source) => source.isScenario(entry.name)))
    .map((entry) => path.join(folder, entry.name))
    .sort();
  if (files.length === 0) throw noScenario(`${shown} contains no .ts or .js module`);
  return files;
}

/** The file that a name on the command line means if it is a path, or undefined if it is a scenario's name. */
export function fileOf(cwd: string, name: string): string | undefined {
  const file = path.resolve(cwd, name);
  const twin = manifestIn(file);
  if (twin !== undefined) return twin;
  if (statOf(cwd, file)?.isFile() === true) return file;
  if (!/[\\/]/.test(name) && !sources.some(({ ending }) => ending.test(name))) return undefined;
  throw new PlancliffError('scenario', {
    message: `the scenario file ${shownPath(cwd, file)} does not exist`,
    hint: 'Name a file, or a scenario by its name; `plancliff list` shows them.',
  });
}

/** Undefined where no file can be: also for a name that is too long and a link to itself. */
function statOf(cwd: string, file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENAMETOOLONG', 'ELOOP', 'ENOTDIR'].includes(code)) return undefined;
    throw new PlancliffError('scenario', {
      message: `${shownPath(cwd, file)} cannot be read`,
      reason: messageOf(error),
      cause: error,
    });
  }
}

/** A path as people read it: relative to `cwd` where it lies below, with forward slashes. */
export function shownPath(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  const inside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (inside ? relative : file).split(path.sep).join('/');
}

function noScenario(reason: string): PlancliffError {
  return new PlancliffError('scenario', {
    message: 'no scenario found',
    reason,
    hint: '`plancliff init` writes a first one.',
  });
}
