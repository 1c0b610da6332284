import { chownSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlancliffError } from '../../errors';
import { openTo } from './programs';
import { holdLock, type Lock } from './owner-lock';
import type { User } from './server-user';

/** Names of private folders, and of nothing else, begin like this. */
export const prefix = 'plancliff-pg-';
export const port = 5432;
export const lockName = 'owner.sock';

/** A folder that only the server's user can enter; server, socket and data lie in it. */
export interface PrivateFolder {
  readonly path: string;
  readonly lock: Lock;
}

// Socket addresses hold 104 bytes on macOS and 108 on Linux, the closing NUL among them.
const longestSocketPath = 103;

/** Where private folders can lie, best first: short enough for a socket, and open to the server's user. */
export function bases(user: User | undefined, temporary: string = tmpdir()): readonly string[] {
  const socket = `/${prefix}XXXXXX/.s.PGSQL.${port}`;
  return [...new Set([temporary, '/tmp', '/var/tmp'])].filter((base) => {
    try {
      return Buffer.byteLength(base + socket) <= longestSocketPath && openTo(user, base);
    } catch {
      return false;
    }
  });
}

/** Makes one, 0700, owned by the server's user, and marks it as ours. */
export async function makePrivateFolder(user: User | undefined): Promise<PrivateFolder> {
  let reason = 'no temporary folder has a path short enough for a socket';
  for (const base of bases(user)) {
    try {
      const path = mkdtempSync(join(base, prefix));
      try {
        const lock = await holdLock(join(path, lockName));
        // Last, so that the folder is never someone else's without our mark in it.
        if (user) chownSync(path, user.uid, user.gid);
        return { path, lock };
      } catch (error) {
        rmdirSync(path);
        throw error;
      }
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  throw new PlancliffError('server-failed', {
    message: 'plancliff could not make a temporary folder',
    reason,
    hint: 'Set TMPDIR to a folder that can be written, with a path below 70 characters.',
  });
}
