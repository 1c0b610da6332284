import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../../make-folder';
import { isSecureFolder } from './secure-path';

/**
 * plancliff's folder in the user's cache: XDG_CACHE_HOME, or where the system keeps caches. It may not exist. Undefined for
 * a user without a home.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const given = env['XDG_CACHE_HOME'];
  // The XDG specification says that a relative path is to be ignored.
  if (given && isAbsolute(given)) return join(given, 'plancliff');
  const home = env['HOME'] || homeFolder();
  if (home === undefined) return undefined;
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'plancliff')
    : join(home, '.cache', 'plancliff');
}

/** Node throws where a user has neither HOME nor an entry in /etc/passwd, as containers with any user number do. */
function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes a folder where it is missing; false where that cannot be, or where somebody else could put files into it: then there
 * is no cache.
 */
export function canMake(folder: string, mode: number): boolean {
  try {
    makeFolder(folder, mode);
    return isSecureFolder(folder);
  } catch {
    return false;
  }
}

/** A folder of the cache that no other user can even look into, made if need be; undefined where there is none. */
export function privateCache(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const parent = cacheFolder(env);
  if (parent === undefined || !canMake(parent, 0o700)) return undefined;
  const folder = join(parent, name);
  if (!canMake(folder, 0o700)) return undefined;
  return process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0 ? folder : undefined;
}

const hour = 60 * 60 * 1000;
const month = 30 * 24 * hour;
/** Copies of programs take 60 MB each. A checkout in a new folder for every run makes another one every time. */
const most = 8;
const ours = /^(template|programs)-/;

/** Where an entry is written before it is renamed to `path`: the name says which process does. */
export function draftOf(path: string): string {
  return `${path}-${randomUUID()}.${process.pid}.tmp`;
}

/**
 * Removes what no run has used for a month, or each minor release of PostgreSQL would leave its files for ever; beyond
 * the last few of those that no run has used for an hour; and what a killed run left half-written.
 */
export function prune(folder: string, now: number = Date.now()): void {
  try {
    const youngestFirst = readdirSync(folder)
      .filter((entry) => ours.test(entry))
      .map((name) => ({ name, age: now - statSync(join(folder, name)).mtimeMs }))
      .toSorted((a, b) => a.age - b.age);
    for (const [place, { name, age }] of youngestFirst.entries()) {
      if (age > month || (place >= most && age > hour) || abandoned(name, age))
        rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // Another run prunes at the same time, or the cache is not ours to change.
  }
}

/**
 * A process in another container may seem dead and live: then its draft goes, it cannot rename it, and does without.
 */
function abandoned(name: string, age: number): boolean {
  const writer = /\.(\d+)\.tmp$/.exec(name)?.[1];
  if (writer === undefined) return false;
  try {
    process.kill(Number(writer), 0);
    return age > hour;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
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
