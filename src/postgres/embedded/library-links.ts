import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages hold no symbolic links: those of the server's libraries stand in `pg-symlinks.json`, and the
 * package's install script makes them, if it may run. Makes those that are missing in an unpacked package's
 * `native` folder; false where one is missing and cannot be made.
 */
export function linkLibraries(native: string): boolean {
  return listed(native).every(({ source, target }) => {
    const link = join(dirname(native), target);
    if (exists(link)) return true;
    try {
      // Both lie in one folder, so the name alone leads there, wherever the package is moved.
      symlinkSync(basename(source), link);
      return true;
    } catch {
      // Another run may have made it in between.
      return exists(link);
    }
  });
}

function listed(native: string): readonly Link[] {
  try {
    return JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  } catch {
    return [];
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
