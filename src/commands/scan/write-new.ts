import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import { makeFolder } from '../../make-folder';

export interface NewFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes files that are not there yet, all of them or none.
 *
 * @throws PlancliffError `disk` where one exists, or cannot be written
 */
export function writeNew(files: readonly NewFile[]): void {
  const written: string[] = [];
  for (const { file, text } of files) {
    try {
      makeFolder(path.dirname(file));
      writeFileSync(file, text, { flag: 'wx' });
      written.push(file);
    } catch (cause) {
      // A file that a full disk has cut is ours too; one that was there before is not.
      const own = isCode(cause, 'ENOSPC') ? [...written, file] : written;
      for (const each of own) rmSync(each, { force: true });
      throw new PlancliffError('disk', {
        message: `${file} could not be written`,
        reason: messageOf(cause),
        hint: hintFor(cause, file),
        cause,
      });
    }
  }
}

function hintFor(cause: unknown, file: string): string {
  if (isCode(cause, 'EEXIST') && !isFolderOf(cause, file))
    return 'A scan overwrites nothing: remove the file, or name another.';
  if (isCode(cause, 'ENOSPC')) return 'Free some space, or name a file on another disk.';
  return `Name a file in another folder: nothing can be written to ${path.dirname(file)}.`;
}

/** `mkdir` fails with EEXIST as well, where the folder's name is that of a file. */
function isFolderOf(cause: unknown, file: string): boolean {
  return (cause as NodeJS.ErrnoException).path !== file;
}

function isCode(cause: unknown, code: string): boolean {
  return (cause as NodeJS.ErrnoException | null)?.code === code;
}
