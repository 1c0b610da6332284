import { closeSync, ftruncateSync, openSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { PlancliffError } from '../../../errors';

const apparent = 64 * 1024 * 1024;

/**
 * Makes sure that the file system keeps holes as holes: a virtual table of a billion rows has files of 150 GB
 * that take no room.
 *
 * @throws PlancliffError `disk` where a hole takes room, or a file cannot be made
 */
export function checkSparseFiles(directory: string): void {
  const file = path.join(directory, `plancliff-hole-${process.pid}`);
  let taken: number;
  try {
    const handle = openSync(file, 'wx', 0o600);
    try {
      ftruncateSync(handle, apparent);
    } finally {
      closeSync(handle);
    }
    // POSIX counts blocks of 512 bytes, whatever the file system's own are.
    taken = statSync(file).blocks * 512;
  } catch (cause) {
    throw new PlancliffError('disk', {
      message: `the virtual engine cannot make files in ${directory}`,
      reason: (cause as Error).message,
      hint: 'Point TMPDIR at a disk that can be written to.',
      cause,
    });
  } finally {
    rmSync(file, { force: true });
  }
  if (taken > apparent / 2) {
    throw new PlancliffError('disk', {
      message: `the file system of ${directory} does not support sparse files`,
      reason: 'files of virtual tables have hundreds of gigabytes and must use no disk space',
      hint: 'Set TMPDIR to a folder on ext4, xfs, btrfs, tmpfs or APFS, or use --engine seed.',
    });
  }
}
