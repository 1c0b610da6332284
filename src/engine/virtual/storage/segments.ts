import { closeSync, existsSync, ftruncateSync, lstatSync, renameSync, statSync } from 'node:fs';
import { PlancliffError } from '../../../errors';
import { pageSize, segmentPages } from '../pages/format';
import { openServerFile } from './server-file';

/**
 * Makes a relation's file as long as `pages` pages without writing any: what lies beyond its own pages is a
 * hole. PostgreSQL splits relations into files of 1 GB (src/backend/storage/smgr/md.c), all full but the last.
 *
 * @param before pages that it was given last: the full segments below both lengths stay as they are
 * @throws PlancliffError `disk` where the file system refuses
 */
export function growRelation(file: string, pages: number, before = 0): void {
  try {
    lstatSync(file);
    let segment = Math.floor(Math.min(before, pages) / segmentPages);
    for (; segment === 0 || segment * segmentPages < pages; segment += 1) {
      const length = Math.min(segmentPages, pages - segment * segmentPages) * pageSize;
      setLength(segmentFile(file, segment), length);
    }
    emptyFrom(file, segment);
  } catch (cause) {
    throw new PlancliffError('disk', {
      message: `a virtual table's file could not be made ${pages} pages long`,
      reason: (cause as Error).message,
      hint: 'Ask for fewer rows (--scales of check, --rows of verify), or point TMPDIR at another disk.',
      cause,
    });
  }
}

/**
 * Gives the segments of one relation's file, all but the first, to another's. A server that replaces a file would
 * remove them one by one, only for as many to be made again.
 */
export function moveSegments(from: string, to: string): void {
  for (let segment = 1; existsSync(segmentFile(from, segment)); segment += 1) {
    renameSync(segmentFile(from, segment), segmentFile(to, segment));
  }
}

/**
 * Empties what a larger size needed before. The files stay, for making and removing them is what takes time: an
 * empty segment adds nothing (mdnblocks), and the server removes it with the relation (mdunlinkfork, both md.c).
 */
function emptyFrom(file: string, first: number): void {
  for (let segment = first; ; segment += 1) {
    const left = statSync(segmentFile(file, segment), { throwIfNoEntry: false });
    if (left === undefined) return;
    if (left.size > 0) setLength(segmentFile(file, segment), 0);
  }
}

function segmentFile(file: string, segment: number): string {
  return segment === 0 ? file : `${file}.${segment}`;
}

function setLength(file: string, length: number): void {
  const handle = openServerFile(file, 'resize');
  try {
    ftruncateSync(handle, length);
  } finally {
    closeSync(handle);
  }
}
