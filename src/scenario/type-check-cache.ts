import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** State of every file that a clean type check read. */
interface Record {
  readonly inputs: { readonly [file: string]: string };
}

/**
 * Whether a type check of this name was clean and nothing that it read has changed. Only clean ones are
 * kept: an error such as a missing package is mended by a file that the check never saw.
 */
export function isKnownClean(folder: string, name: string): boolean {
  try {
    const { inputs } = JSON.parse(readFileSync(fileOf(folder, name), 'utf8')) as Record;
    return Object.entries(inputs).every(([file, state]) => stateOf(file) === state);
  } catch {
    // No record, an unreadable one, or a file that is gone: check again.
    return false;
  }
}

/** Remembers a clean type check. A folder that can't be written only costs the next run its time. */
export function rememberClean(folder: string, name: string, files: readonly string[]): void {
  try {
    const inputs = Object.fromEntries(files.map((file) => [file, stateOf(file)]));
    mkdirSync(folder, { recursive: true });
    const temporary = `${fileOf(folder, name)}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify({ inputs } satisfies Record));
    renameSync(temporary, fileOf(folder, name));
  } catch {
    // See above.
  }
}

/** A short name for what a check depends on besides the files that it reads. */
export function checkName(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24);
}

/** By content; by size and time for what packages hold, as there are hundreds of them and nobody edits them. */
function stateOf(file: string): string {
  if (file.includes('/node_modules/')) {
    const { size, mtimeMs } = statSync(file);
    return `${size} ${mtimeMs}`;
  }
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.json`);
}
