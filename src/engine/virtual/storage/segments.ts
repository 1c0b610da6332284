import { closeSync, ftruncateSync, lstatSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { PlancliffError } from '../../../errors';
import { pageSize, segmentPages } from '../pages/format';
import { openServerFile, writeServerFile } from './server-file';

const fullSegment = segmentPages * pageSize;

/**
 * Makes a relation's file as long as `pages` pages without writing any: what lies beyond its own pages is a
 * hole. PostgreSQL splits relations into files of 1 GB (src/backend/storage/smgr/md.c), all full but the last.
 *
 * @throws PlancliffError `disk` where the file system refuses
 */
export function growRelation(file: string, pages: number): void {
  refused(pages, () => {
    lstatSync(file);
    let segment = 0;
    for (; segment === 0 || segment * segmentPages < pages; segment += 1) {
      const length = Math.min(segmentPages, pages - segment * segmentPages) * pageSize;
      setLength(segmentFile(file, segment), length);
    }
    emptyFrom(file, segment);
  });
}

function refused<Result>(pages: number, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new PlancliffError('disk', {
      message: `a virtual table's file could not be made ${pages} pages long`,
      reason: (cause as Error).message,
      hint: 'Ask for fewer rows (--scales of check, --rows of verify), or point TMPDIR at another disk.',
      cause,
    });
  }
}

/** The segments of one relation's file, which is given one length after another. */
export interface Segments {
  /** The first segment. */
  readonly file: string;
  /** Pages that it was given last; 0 where it is as the server left it. */
  readonly pages: number;
  /** Highest number of a segment that exists, 0 for none but the first. */
  readonly made: number;
}

/** Those of a file that the server has made. */
export function newSegments(file: string): Segments {
  return { file, pages: 0, made: 0 };
}

/**
 * The same as `growRelation`, in a few operations whatever the lengths are. Segments that were made once keep their full
 * length. Those beyond the last one are hidden by a gap in their numbers: all that looks for a relation's segments goes
 * on until one is missing (mdunlinkfork and mdnblocks, md.c; calculate_relation_size, src/backend/utils/adt/dbsize.c).
 */
export function lengthen(segments: Segments, pages: number): Segments {
  const { file, made } = segments;
  return refused(pages, () => {
    lstatSync(file);
    const [before, last] = [lastSegment(segments.pages), lastSegment(pages)];
    closeGap(segments);
    if (before !== last) setLength(segmentFile(file, before), fullSegment);
    for (let segment = made + 1; segment < last; segment += 1) {
      setLength(segmentFile(file, segment), fullSegment);
    }
    setLength(segmentFile(file, last), (pages - last * segmentPages) * pageSize);
    const changed = { file, pages, made: Math.max(made, last) };
    openGap(changed);
    return changed;
  });
}

/**
 * Hides all segments but the first, for the server is about to replace that: it would remove them one by one, only for
 * as many to be made again.
 */
export function hideSegments(segments: Segments): Segments {
  const last = lastSegment(segments.pages);
  closeGap(segments);
  if (last > 0) setLength(segmentFile(segments.file, last), fullSegment);
  const hidden = { ...segments, pages: 0 };
  openGap(hidden);
  return hidden;
}

/** Gives hidden segments to the file that has replaced theirs. */
export function adoptSegments({ file: from, made }: Segments, to: string): Segments {
  if (made > 0) renameSync(gapOf(from), gapOf(to));
  for (let segment = 2; segment <= made; segment += 1) {
    renameSync(segmentFile(from, segment), segmentFile(to, segment));
  }
  return { file: to, pages: 0, made };
}

/**
 * Puts another file in the place of a relation's, with new first pages.
 *
 * @param number of the other file
 */
export function replaceFile(segments: Segments, number: number, firstPages: Buffer): Segments {
  const { file } = segments;
  const hidden = hideSegments(segments);
  const other = path.join(path.dirname(file), String(number));
  writeServerFile(other, 'create', firstPages);
  setLength(file, 0);
  return adoptSegments(hidden, other);
}

/** Number of the segment that so many pages end in, which may be empty. */
function lastSegment(pages: number): number {
  return Math.floor(pages / segmentPages);
}

function openGap({ file, pages, made }: Segments): void {
  const next = lastSegment(pages) + 1;
  if (next <= made) renameSync(segmentFile(file, next), gapOf(file));
}

function closeGap({ file, pages, made }: Segments): void {
  const next = lastSegment(pages) + 1;
  if (next <= made) renameSync(gapOf(file), segmentFile(file, next));
}

/** Name of the segment that is missing. */
function gapOf(file: string): string {
  return `${file}.gap`;
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
