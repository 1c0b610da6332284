import path from 'node:path';

/** A scenario's name where it gives itself none: its file's, without the extension, or that of its twin's folder. */
export function nameOfFile(file: string): string {
  // What was pulled goes by its folder.
  if (path.basename(file) === 'manifest.json') return path.basename(path.dirname(file));
  return path.basename(file).replace(/\.[mc]?[jt]s$/, '');
}
