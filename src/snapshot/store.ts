import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PlancliffError } from '../errors';
import { errorCode } from './error-code';
import { formatSnapshot } from './format';
import { removeAbandoned, withLock } from './lock';
import { parseSnapshot } from './parse';
import type { Snapshot } from './types';

export type StoredSnapshot =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly text: string; readonly error: PlancliffError }
  | { readonly state: 'read'; readonly text: string; readonly snapshot: Snapshot };

/**
 * @param shown the file as messages name it
 * @throws PlancliffError `snapshot` where the file is there and the system won't let it be read
 */
export async function readSnapshot(file: string, shown = file): Promise<StoredSnapshot> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { state: 'absent' };
    throw failed(`the snapshot ${shown} can't be read`, error);
  }
  try {
    return { state: 'read', text, snapshot: parseSnapshot(text, shown) };
  } catch (error) {
    if (error instanceof PlancliffError) return { state: 'unreadable', text, error };
    throw error;
  }
}

/**
 * Writes a snapshot as a whole or not at all: to a file beside it, which then takes its name.
 *
 * @param expected what the file held when its new content was decided; undefined if there was none
 * @returns false, with nothing written, if the file holds something else by now: another run was faster
 * @throws PlancliffError `snapshot` where the folder can't be written to
 */
export async function writeSnapshot(
  file: string,
  snapshot: Snapshot,
  expected: string | undefined,
): Promise<boolean> {
  const directory = dirname(file);
  try {
    await mkdir(directory, { recursive: true });
    return await withLock(file, async () => {
      if ((await textOf(file)) !== expected) return false;
      await removeAbandoned(file);
      await replace(file, formatSnapshot(snapshot));
      return true;
    });
  } catch (error) {
    if (error instanceof PlancliffError) throw error;
    throw failed(`the snapshot ${file} can't be written`, error);
  }
}

async function replace(file: string, text: string): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(text, 'utf8');
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

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function failed(message: string, cause: unknown): PlancliffError {
  return new PlancliffError('snapshot', {
    message,
    reason: messageOf(cause),
    hint: 'Check the folder, its owner and the free space.',
    cause,
  });
}

function messageOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : String(cause);
}
