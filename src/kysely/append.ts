import { appendFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../errors';
import { makeFolder } from '../make-folder';
import type { RecordedLine } from '../recorded/line';

/**
 * Appends lines to a file that parallel workers share: each line is one write with O_APPEND, so lines of several
 * processes do not mix. A file that cannot be written ends the recording with a warning of the process, and fails no
 * test of the application.
 */
export function lineAppender(file: string): (line: RecordedLine) => void {
  const path = resolve(file);
  let state: 'new' | 'open' | 'failed' = 'new';
  return (line) => {
    if (state === 'failed') return;
    try {
      if (state === 'new') makeFolder(dirname(path));
      state = 'open';
      // Values of an application's rows are in it: only for this user.
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (error) {
      state = 'failed';
      process.emitWarning(`queries are no longer recorded: ${messageOf(error)}`, 'plancliff');
    }
  };
}
