import { spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockState } from './owner-lock';
import { prefix } from './keeper';
import { bases, lockName } from './private-folder';
import { runsServer } from './process-check';
import { serverEnvironment } from './server-environment';
import type { User } from './server-user';

const ours = new RegExp(`^${prefix}[A-Za-z0-9]{6}$`);

/**
 * Removes servers and folders of runs that were killed together with the shell that looks after them. Only folders
 * that belong to this run's own server user, carry our lock, and whose owner is gone. Returns what was cleared.
 */
export async function clearLeftovers(
  user: User | undefined,
  places: readonly string[] = bases(user),
): Promise<readonly string[]> {
  const cleared = await Promise.all(
    places.flatMap(folders).map(async (folder) => {
      if (lstatSync(folder, { throwIfNoEntry: false })?.uid !== (user?.uid ?? process.getuid?.()))
        return [];
      const state = await lockState(join(folder, lockName));
      if (state === 'absent') removeEmpty(folder);
      if (state !== 'free') return [];
      await clearFolder(folder, user);
      return existsSync(folder) ? [] : [folder];
    }),
  );
  return cleared.flat();
}

/** Stops the server in a private folder whose keeper is gone, then removes the folder. */
export async function clearFolder(folder: string, user: User | undefined): Promise<void> {
  const data = join(folder, 'data');
  const pid = postmaster(data);
  if (pid !== undefined)
    await stop(pid, () => runsServer(pid, data, user?.uid ?? process.getuid?.()));
  // Not by this process where it is root: the folder's owner could swap a folder in it for a link meanwhile.
  await new Promise<void>((resolve) => {
    const env = serverEnvironment();
    spawn('/bin/rm', ['-rf', '--', folder], { cwd: '/', env, stdio: 'ignore', ...user })
      .once('exit', () => resolve())
      .once('error', () => resolve());
  });
}

function folders(base: string): readonly string[] {
  try {
    return readdirSync(base, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && ours.test(entry.name))
      .map((entry) => join(base, entry.name));
  } catch {
    return [];
  }
}

/** A run that was killed right after it made the folder; one that is being made by another run may vanish too. */
function removeEmpty(folder: string): void {
  try {
    if (Date.now() - lstatSync(folder).mtimeMs > 60_000) rmdirSync(folder);
  } catch {
    // Not empty, so not surely ours.
  }
}

/** The process number in the first line of postmaster.pid. A named pipe in its place does not make a run wait. */
function postmaster(data: string): number | undefined {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let handle: number | undefined;
  try {
    handle = openSync(join(data, 'postmaster.pid'), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!fstatSync(handle).isFile()) return undefined;
    const pid = Number(readFileSync(handle, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Immediate shutdown, and SIGKILL where that takes more than five seconds. */
async function stop(pid: number, isServer: () => boolean): Promise<void> {
  for (let tries = 0; isServer() && tries < 300; tries += 1) {
    if (tries === 0 || tries === 250) send(pid, tries === 0 ? 'SIGQUIT' : 'SIGKILL');
    await sleep(20);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
