import { closeSync, chownSync, ftruncateSync, openSync, statSync, type Stats } from 'node:fs';
import { pageSize, segmentPages } from '../pages/format';

/**
 * Makes a relation's file as long as `pages` pages without writing any: what lies beyond its own pages is a
 * hole. PostgreSQL splits relations into files of 1 GB (src/backend/storage/smgr/md.c), all full but the last.
 */
export function growRelation(file: string, pages: number): void {
  const first = statSync(file);
  for (let segment = 0; segment === 0 || segment * segmentPages < pages; segment += 1) {
    const length = Math.min(segmentPages, pages - segment * segmentPages) * pageSize;
    setLength(segment === 0 ? file : `${file}.${segment}`, length, first);
  }
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
