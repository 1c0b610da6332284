import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import { makeFolder } from '../../make-folder';
import { errorCode } from './error-code';
import { formatSnapshot } from '../format/format';
import { parseSnapshot } from '../format/parse';
import type { Snapshot } from '../types';

export type StoredSnapshot =
  | { readonly state: 'absent' }
  /** The system does not let it be read, or it is no snapshot. */
  | { readonly state: 'unreadable'; readonly error: PlancliffError }
  | { readonly state: 'read'; readonly snapshot: Snapshot };

/** @param shown the file as messages name it */
export async function readSnapshot(file: string, shown = file): Promise<StoredSnapshot> {
  try {
    return { state: 'read', snapshot: parseSnapshot(await readText(file), shown) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { state: 'absent' };
    const unread = `${shown}: ${messageOf(error)}`;
    return {
      state: 'unreadable',
      error:
        error instanceof PlancliffError
          ? error
          : new PlancliffError('snapshot', { message: unread, cause: error }),
    };
  }
}

/** A read of a named pipe would wait for ever, and would not end at a signal either. */
async function readText(file: string): Promise<string> {
  const found = await stat(file);
  if (!found.isFile() && !found.isDirectory())
    throw new Error('it is a pipe, a socket or a device');
  return readFile(file, 'utf8');
}

/**
 * Writes a snapshot as a whole or not at all: to a file beside it, which is then renamed. Of two runs that write one
 * snapshot at the same time, the later one stays.
 *
 * @throws Error of the file system where the folder cannot be written to
 */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<void> {
  makeFolder(dirname(file));
  await removeAbandoned(file);
  const temporary = besides(file, `${process.pid}-${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(formatSnapshot(snapshot), 'utf8');
      // Without it a power cut after the rename can leave an empty file under the snapshot's name.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

const besides = (file: string, end: string): string =>
  join(dirname(file), `.${basename(file)}.${end}`);

/** Removes temporary files of this snapshot that killed runs have left on this machine. */
async function removeAbandoned(file: string): Promise<void> {
  const start = basename(besides(file, ''));
  for (const name of await readdir(dirname(file))) {
    if (!name.startsWith(start)) continue;
    const pid = /^(\d+)-[-0-9a-f]+\.tmp$/.exec(name.slice(start.length))?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(dirname(file), name), { force: true });
    }
  }
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
