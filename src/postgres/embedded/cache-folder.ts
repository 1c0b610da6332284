import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** plancliff's folder in the user's cache: XDG_CACHE_HOME, or where the system keeps caches. It may not exist. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const given = env['XDG_CACHE_HOME'];
  // The XDG specification says that a relative path is to be ignored.
  if (given && isAbsolute(given)) return join(given, 'plancliff');
  const home = env['HOME'] || homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'plancliff')
    : join(home, '.cache', 'plancliff');
}

/** Makes a folder where it is missing; false where that cannot be, and then there is no cache. */
export function canMake(folder: string, mode: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode });
    return true;
  } catch {
    return false;
  }
}

const minute = 60 * 1000;
const month = 30 * 24 * 60 * minute;
const ours = /^(template|programs)-/;

/**
 * Removes what no run has used for a month, and what an interrupted run left half-written ten minutes ago: each
 * minor release of PostgreSQL would otherwise leave its files for ever.
 */
export function prune(folder: string, now: number = Date.now()): void {
  try {
    for (const name of readdirSync(folder).filter((entry) => ours.test(entry))) {
      const path = join(folder, name);
      const age = now - statSync(path).mtimeMs;
      if (age > (name.endsWith('.tmp') ? 10 * minute : month))
        rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another run prunes at the same time, or the cache is not ours to change.
  }
}

/** Notes that an entry was used now. */
export function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // A cache that is not ours to change is read all the same.
  }
}
