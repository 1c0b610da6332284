import { closeSync, constants, fstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { cacheFolder, canMake, draftOf, prune, touch } from './cache-folder';
import { isOwnFile } from './secure-path';
import { initdbArguments } from './settings';
import { digest } from '../../text/digest';

/**
 * A data directory as initdb makes it, kept in the user's cache as one tar file: 0.06 s instead of 0.5 s. One file,
 * so that it appears by one rename, and the server's user can unpack it from an open descriptor without any
 * right in the cache.
 */
export interface Template {
  /** Descriptor to unpack from (`found`) or to pack into. */
  readonly fd: number;
  readonly found: boolean;
  /** Puts what was packed into its place. Two first runs may race: both files are good, and the later one stays. */
  keep(): void;
  /** Removes a file that turned out to be broken, or an unfinished one. */
  discard(): void;
  /** Closes the descriptor once a child has it. */
  release(): void;
}

/** Opens the template of these programs, or a new file to pack one into; undefined where there is no cache. */
export function openTemplate(binaries: Binaries, env: NodeJS.ProcessEnv): Template | undefined {
  const folder = cacheFolder(env);
  if (folder === undefined || !canMake(folder, 0o700)) return undefined;
  const path = join(folder, `template-${templateKey(binaries)}.tar`);
  const draft = draftOf(path);
  prune(folder);
  try {
    touch(path);
    return template(openOwn(path), path, undefined);
  } catch {
    // There is none yet, or it cannot be read; then it is made anew.
  }
  try {
    return template(openSync(draft, 'wx', 0o600), path, draft);
  } catch {
    return undefined;
  }
}

/** Opens a template that this user made. Of any other nothing is unpacked: a data directory holds code (its libraries). */
function openOwn(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (isOwnFile(fstatSync(fd))) return fd;
  closeSync(fd);
  throw new Error('not a file of this user');
}

function template(fd: number, path: string, draft: string | undefined): Template {
  const attempt = (work: () => void) => {
    try {
      work();
    } catch {
      // A cache that cannot be written costs time and nothing else.
    }
  };
  return {
    fd,
    found: draft === undefined,
    keep: () => attempt(() => draft && renameSync(draft, path)),
    discard: () => attempt(() => rmSync(draft ?? path, { force: true })),
    release: () => attempt(() => closeSync(fd)),
  };
}

/**
 * Differs with whatever could make a data directory unfit: version, build, initdb's arguments, processor. Not with
 * the place of the programs: all projects of a user share one.
 */
export function templateKey({ bin, version, major }: Binaries): string {
  const { size } = statSync(join(bin, 'postgres'));
  const parts = [version, size, process.arch, ...initdbArguments(major)];
  return `${major}-${digest(parts.join('\n'), 16)}`;
}
