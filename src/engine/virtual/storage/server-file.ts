import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { serverUser, type User } from '../../../postgres/embedded/server-user';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** Root's server runs as another user, who owns the data directory and may put anything there. */
const owner = serverUser();

/** What a relation's file is opened for: its content, its length, or to be made where it does not exist (`create`). */
export type Access = 'read' | 'resize' | 'create';

const flags = {
  read: O_RDONLY,
  resize: O_WRONLY | O_CREAT,
  create: O_WRONLY | O_CREAT | O_EXCL,
} as const satisfies Record<Access, number>;

/**
 * Opens a relation's file in the data directory; the caller closes it. Nobody who runs as the server's user can make
 * root read, cut or give away a file elsewhere: the folder must be the server's, the file a plain one without other
 * names, and no link is followed. A named pipe does not make it wait.
 *
 * @throws Error where the file or its folder is something else, or cannot be opened
 */
export function openServerFile(
  file: string,
  access: Access,
  user: User | undefined = owner,
): number {
  const how = flags[access] | O_NOFOLLOW | O_NONBLOCK;
  if (user === undefined) return opened(file, how, (stats) => stats.isFile());
  const { uid, gid } = user;
  const folder = openSync(path.dirname(file), O_RDONLY | O_DIRECTORY);
  try {
    if (fstatSync(folder).uid !== uid) throw strange(path.dirname(file));
    // The folder that was looked at, whatever stands under its name by now; only Linux has such paths.
    const place = process.platform === 'linux' ? `/proc/self/fd/${folder}` : path.dirname(file);
    return opened(path.join(place, path.basename(file)), how, (stats, handle) => {
      if (!stats.isFile() || stats.nlink > 1) return false;
      // One of root's with no other name can only be one that root has just made here.
      if (stats.uid === 0) fchownSync(handle, uid, gid);
      return stats.uid === 0 || stats.uid === uid;
    });
  } finally {
    closeSync(folder);
  }
}

/** The content of a relation's file, or its first bytes where `most` says how many. */
export function readServerFile(file: string, most?: number): Buffer {
  const handle = openServerFile(file, 'read');
  try {
    if (most === undefined) return readFileSync(handle);
    const first = Buffer.alloc(most);
    return first.subarray(0, readSync(handle, first, 0, most, 0));
  } finally {
    closeSync(handle);
  }
}

/** Gives a relation's file another content, or makes one. */
export function writeServerFile(
  file: string,
  access: Exclude<Access, 'read'>,
  content: Buffer,
): void {
  const handle = openServerFile(file, access);
  try {
    ftruncateSync(handle, 0);
    writeFileSync(handle, content);
  } finally {
    closeSync(handle);
  }
}

/** Writes over the first bytes of a relation's file. */
export function overwriteServerFile(file: string, first: Buffer): void {
  const handle = openServerFile(file, 'resize');
  try {
    writeSync(handle, first, 0, first.length, 0);
  } finally {
    closeSync(handle);
  }
}

function opened(
  file: string,
  how: number,
  fits: (stats: Stats, handle: number) => boolean,
): number {
  const handle = openSync(file, how, 0o600);
  try {
    if (!fits(fstatSync(handle), handle)) throw strange(file);
    return handle;
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function strange(file: string): Error {
  return new Error(`${path.basename(file)} does not belong to PostgreSQL alone`);
}
