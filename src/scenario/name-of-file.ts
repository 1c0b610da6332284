import path from 'node:path';

/** A scenario's name where it gives itself none: its file's, without the extension. */
export function nameOfFile(file: string): string {
  return path.basename(file).replace(/\.[mc]?[jt]s$/, '');
}
