import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What stands where a snapshot should, and what to do about it. */
export interface Obstacle {
  readonly message: string;
  readonly hint: string;
}

/**
 * What the file system has in the place of a snapshot or of its folder; undefined where only the content may be wrong,
 * or where the disk refuses.
 *
 * @param shown the file as messages name it
 */
export async function obstacleOf(file: string, shown: string): Promise<Obstacle | undefined> {
  const folder = dirname(shown);
  if ((await kindOf(dirname(file))) === 'file') {
    return {
      message: `${folder} is a file, and the snapshots need a folder there`,
      hint: `Move the file ${folder} away, or name another folder as "snapshots" in the config`,
    };
  }
  const kind = await kindOf(file);
  if (kind === 'folder') {
    return {
      message: `${shown} is a folder`,
      hint: `Move the folder ${shown} away`,
    };
  }
  if (kind === 'file' && !(await isReadable(file))) {
    return {
      message: `${shown} may not be read by this user`,
      hint: `Check the owner and the mode of ${shown}`,
    };
  }
  return undefined;
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  return found.isDirectory() ? 'folder' : 'file';
}

async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
