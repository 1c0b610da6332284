import {
  chownSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { PlancliffError } from '../../../errors';
import { pageSize, segmentPages } from '../pages/format';

/**
 * Makes a relation's file as long as `pages` pages without writing any: what lies beyond its own pages is a
 * hole. PostgreSQL splits relations into files of 1 GB (src/backend/storage/smgr/md.c), all full but the last.
 *
 * @param before pages that it was given last: the full segments below both lengths stay as they are
 * @throws PlancliffError `disk` where the file system refuses
 */
export function growRelation(file: string, pages: number, before = 0): void {
  try {
    const first = statSync(file);
    let segment = Math.floor(Math.min(before, pages) / segmentPages);
    for (; segment === 0 || segment * segmentPages < pages; segment += 1) {
      const length = Math.min(segmentPages, pages - segment * segmentPages) * pageSize;
      setLength(segmentFile(file, segment), length, first);
    }
    // What a larger size needed before.
    for (; existsSync(segmentFile(file, segment)); segment += 1) rmSync(segmentFile(file, segment));
  } catch (cause) {
    throw new PlancliffError('disk', {
      message: `a virtual table's file could not be made ${pages} pages long`,
      reason: (cause as Error).message,
      hint: 'End at a smaller scale with --scales, or point TMPDIR at another disk.',
      cause,
    });
  }
}

function segmentFile(file: string, segment: number): string {
  return segment === 0 ? file : `${file}.${segment}`;
}

function setLength(file: string, length: number, like: Stats): void {
  const handle = openSync(file, 'a', like.mode & 0o777);
  try {
    ftruncateSync(handle, length);
  } finally {
    closeSync(handle);
  }
  if (process.getuid?.() === 0 && like.uid !== 0) chownSync(file, like.uid, like.gid);
}
