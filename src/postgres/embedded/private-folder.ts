import { statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PlancliffError } from '../../errors';
import { prefix, startKeeper, type Keeper } from './keeper';
import { openTo } from './programs';
import { holdLock, type Lock } from './owner-lock';
import type { User } from './server-user';

export const port = 5432;
export const lockName = 'owner.sock';

/** A folder that only the server's user can enter; server, socket and data lie in it. */
export interface PrivateFolder {
  readonly path: string;
  readonly keeper: Keeper;
  readonly lock: Lock;
}

// Socket addresses hold 104 bytes on macOS and 108 on Linux, the closing NUL among them.
const longestSocketPath = 103;

/**
 * Where private folders can lie, best first: short enough for a socket, and open to the server's user. A system's
 * /tmp that lies in memory comes last: ten million rows would fill it, and the machine with it.
 */
export function bases(
  user: User | undefined,
  temporary: string = tmpdir(),
  inMemory: (folder: string) => boolean = liesInMemory,
): readonly string[] {
  const given = temporary === '/tmp' ? [] : [temporary];
  const usual = ['/tmp', '/var/tmp'].sort((a, b) => Number(inMemory(a)) - Number(inMemory(b)));
  const socket = `/${prefix}XXXXXX/.s.PGSQL.${port}`;
  return [...new Set([...given, ...usual])].filter((base) => {
    try {
      return (
        Buffer.byteLength(base + socket) <= longestSocketPath &&
        openTo(user, base) &&
        keepsNames(base)
      );
    } catch {
      return false;
    }
  });
}

/** Whether no other user can put another folder in place of ours: where everybody may write, the sticky bit forbids it. */
function keepsNames(folder: string): boolean {
  const { mode } = statSync(folder);
  if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0) return false;
  return folder === dirname(folder) || keepsNames(dirname(folder));
}

// TMPFS_MAGIC of linux/magic.h.
const tmpfs = 0x01021994;

function liesInMemory(folder: string): boolean {
  try {
    return process.platform === 'linux' && statfsSync(folder).type === tmpfs;
  } catch {
    return false;
  }
}

/** Makes one, and marks it as ours. `fd` is for the keeper. */
export async function makePrivateFolder(
  user: User | undefined,
  fd?: number,
): Promise<PrivateFolder> {
  let reason = 'no temporary folder has a path short enough for a socket';
  for (const base of bases(user)) {
    const keeper = startKeeper(base, user, fd);
    try {
      const path = await keeper.folder;
      const lock = await holdLock(join(path, lockName));
      return { path, keeper, lock };
    } catch (error) {
      await keeper.close();
      const { message, reason: because } = error as PlancliffError;
      reason = because ?? message;
    }
  }
  throw new PlancliffError('server-failed', {
    message: 'plancliff could not make a temporary folder',
    reason,
    hint: 'Set TMPDIR to a folder that can be written, with a path below 70 characters.',
  });
}
