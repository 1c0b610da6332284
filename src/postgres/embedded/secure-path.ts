import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Who may own what this process trusts: itself, and root, who may change everything anyway. */
const trustedOwners = (): readonly (number | undefined)[] => [process.getuid?.(), 0];

/**
 * Whether nobody but this user and root can put something else in place of a folder, or into it: each folder on the way
 * belongs to one of them, and where others may write to one (as to /tmp) the sticky bit keeps them from renaming what is
 * not theirs. The same rule as sshd's for a user's own files (`safe_path` in OpenSSH, misc.c). Always true on Windows,
 * which has no such modes.
 *
 * @param path of an existing folder; both the way to it as it is written and the way that its links lead count
 */
export function isSecureFolder(path: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    return (
      isOwnFolder(lstatSync(path)) &&
      isSecureWay(dirname(resolve(path))) &&
      isSecureWay(dirname(realpathSync(path)))
    );
  } catch {
    return false;
  }
}

/** A folder itself, not a link to one; ours, and closed to the writes of others. */
function isOwnFolder(stats: Stats): boolean {
  return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

/** Whether others can exchange what lies in a folder or above it. */
function isSecureWay(folder: string): boolean {
  const stats = lstatSync(folder);
  const { mode, uid } = stats;
  // Every link has mode 0777; who may exchange it says the folder that it lies in.
  const writable = !stats.isSymbolicLink() && (mode & 0o022) !== 0;
  const sticky = (mode & 0o1000) !== 0;
  if (!trustedOwners().includes(uid) || (writable && !sticky)) return false;
  return folder === dirname(folder) || isSecureWay(dirname(folder));
}

/**
 * Whether a file is one that this user made and nobody else can have written to: a plain file, not linked from elsewhere.
 *
 * @param stats of the open descriptor: of the path they could be those of another file by now
 */
export function isOwnFile(stats: Stats): boolean {
  if (process.platform === 'win32') return true;
  return (
    stats.isFile() &&
    stats.uid === process.getuid?.() &&
    (stats.mode & 0o022) === 0 &&
    stats.nlink === 1
  );
}
