import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it, where they are missing. Node's own `recursive` never ends where a file system answers
 * ENOENT though the folder above exists, as /proc does.
 *
 * @param mode of each folder that is made
 * @throws Error of the file system
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let each = resolve(folder); !isThere(each); each = dirname(each)) missing.push(each);
  for (const each of missing.reverse()) makeOne(each, mode);
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process has made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere(folder)) throw error;
  }
}

/** @throws Error EEXIST or ENOTDIR where a file has the name of the folder, or of one above it */
function isThere(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  const error: NodeJS.ErrnoException = new Error(`EEXIST: file already exists, mkdir '${folder}'`);
  throw Object.assign(error, { code: 'EEXIST', path: folder });
}
