import { accessSync, constants } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

/**
 * How plancliff is called here, for commands that a reader copies: `plancliff` where a shell finds it by that
 * name, `npx plancliff` where it is installed for one project alone. Folders `node_modules/.bin` of PATH do not count:
 * npm adds them for what it starts, and the user's shell does not have them.
 */
export function programName(
  env: NodeJS.ProcessEnv,
  isProgram: (file: string) => boolean = isExecutable,
): string {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const installed = folders.some(
    (folder) => !isOfProject(folder) && isProgram(join(folder, 'plancliff')),
  );
  return installed ? 'plancliff' : 'npx plancliff';
}

const isOfProject = (folder: string): boolean =>
  basename(folder) === '.bin' && basename(dirname(folder)) === 'node_modules';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
