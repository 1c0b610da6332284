import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlancliffError } from '../errors';
import { errorCode } from './error-code';

/** A lock is held for one read and one rename: one this old was left by a process that is gone. */
const staleAfterMs = 10_000;
const retryMs = 20;
const longestWaitMs = 30_000;

/** Runs `work` while no other run of plancliff, in any process, writes the same file. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dirname(file), `.${basename(file)}.lock`);
  const token = `${process.pid} ${hostname()} ${crypto.randomUUID()}`;
  const deadline = Date.now() + longestWaitMs;
  while (!(await create(lock, token))) {
    await removeStale(lock);
    if (Date.now() > deadline) {
      throw new PlancliffError('snapshot', {
        message: `another run has been writing ${file} for ${longestWaitMs / 1000} seconds`,
        hint: `If none is under way, remove ${lock}.`,
      });
    }
    await sleep(retryMs);
  }
  try {
    return await work();
  } finally {
    if ((await contentOf(lock)) === token) await rm(lock, { force: true });
  }
}

/** Removes temporary files of this snapshot that killed runs have left on this machine. */
export async function removeAbandoned(file: string): Promise<void> {
  const directory = dirname(file);
  const start = `.${basename(file)}.`;
  for (const name of await readdir(directory)) {
    if (!name.startsWith(start)) continue;
    const pid = /^(\d+)\.tmp$/.exec(name.slice(start.length))?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(directory, name), { force: true });
    }
  }
}

async function create(lock: string, token: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    try {
      await handle.writeFile(token);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away before removing it, so that of two runs that see it only one does. */
async function removeStale(lock: string): Promise<void> {
  const content = await contentOf(lock);
  if (content === undefined || !(await isStale(lock, content))) return;
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  // Another run was faster and this is its fresh lock: it goes back.
  if ((await contentOf(aside)) !== content) await rename(aside, lock);
  else await rm(aside, { force: true });
}

async function isStale(lock: string, content: string): Promise<boolean> {
  const [pid, host] = content.split(' ');
  // An empty lock is one that is being made, unless it is old.
  if (host === hostname() && !isRunning(Number(pid))) return true;
  const age = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return age > staleAfterMs;
}

async function contentOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return errorCode(error) === 'EPERM';
  }
}
