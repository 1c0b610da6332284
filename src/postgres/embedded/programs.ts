import { execFile } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { PlancliffError } from '../../errors';
import { cacheFolder, canMake, draftOf, prune, touch } from './cache-folder';
import { linkLibraries } from './library-links';
import { isSecureFolder } from './secure-path';
import { serverEnvironment } from './server-environment';
import type { User } from './server-user';
import { digest } from '../../text/digest';

/** Server programs that the server's user can run. */
export interface Programs {
  /** Folder with `initdb` and `postgres`. */
  readonly bin: string;
  /** As `server_version`, e.g. `18.4`. */
  readonly version: string;
}

const noLinks = 'links between its libraries are missing and cannot be made there';

type Tried = { readonly version: string } | { readonly failure: string };

/**
 * Makes the programs in `bin` usable: missing library links are made; what the server's user cannot read, or what
 * lacks links in a folder that cannot be written, is copied to a place where it works.
 * Throws a PlancliffError with code `server-missing` where they run nowhere.
 */
export async function usablePrograms(
  bin: string,
  user: User | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Programs> {
  const here: Tried = linkLibraries(dirname(bin))
    ? await tryPrograms(bin, user)
    : { failure: noLinks };
  if ('version' in here) return { bin, version: here.version };
  const curable = here.failure === noLinks || /EACCES|Permission denied/.test(here.failure);
  const copied = curable && isInstallation(bin) ? copyPrograms(bin, user, env) : undefined;
  const there = copied === undefined ? here : await tryPrograms(copied, user);
  if ('version' in there) return { bin: copied ?? bin, version: there.version };
  throw new PlancliffError('server-missing', {
    message: `the PostgreSQL programs in ${bin} do not run here`,
    reason: there.failure,
    hint:
      user && there.failure.startsWith('root ')
        ? 'Run plancliff as an ordinary user, or give it a server with --database-url.'
        : 'Install PostgreSQL from your system and set PLANCLIFF_PG_BIN to the folder of its initdb.',
  });
}

/** Runs `postgres -V` as the server's user: rights, loader and libraries are tried all at once. */
async function tryPrograms(bin: string, user: User | undefined): Promise<Tried> {
  try {
    const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['-V'], {
      cwd: '/',
      env: serverEnvironment(),
      ...user,
    });
    const version = /\(PostgreSQL\) (.*)/.exec(stdout)?.[1]?.trim();
    return version ? { version } : { failure: `postgres -V says: ${stdout.trim()}` };
  } catch (error) {
    const { stderr, message, code } = error as { stderr?: string; message: string; code?: unknown };
    if (user && (code === 'EPERM' || code === 'EINVAL'))
      return { failure: `root may not become user ${user.uid} here, and PostgreSQL refuses root` };
    return { failure: stderr?.trim() || message };
  }
}

/** PostgreSQL finds its files relative to its programs, so such a folder works wherever it lies. */
function isInstallation(bin: string): boolean {
  const names = readdirSync(dirname(bin));
  return basename(bin) === 'bin' && names.includes('lib') && names.includes('share');
}

function copyPrograms(
  bin: string,
  user: User | undefined,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const { size, mtimeMs } = statSync(join(bin, 'postgres'));
  const key = digest(`${bin} ${size} ${mtimeMs}`, 16);
  for (const parent of copyParents(user, env)) {
    const folder = join(parent, `programs-${key}`);
    const target = join(folder, 'native');
    try {
      if (!canMake(parent, 0o755) || !openTo(user, parent)) continue;
      // Programs are run from it: a copy that this user made and nobody else can have changed.
      if (!isSecureFolder(folder)) {
        const draft = draftOf(folder);
        copyTree(dirname(bin), join(draft, 'native'));
        linkLibraries(join(draft, 'native'));
        moveInto(draft, folder);
        prune(parent);
      }
      touch(folder);
      return join(target, 'bin');
    } catch {
      // No room or no right here: the next place may do.
    }
  }
  return undefined;
}

/** Root's own cache is closed to others as a rule; the system's is not. */
function copyParents(user: User | undefined, env: NodeJS.ProcessEnv): readonly string[] {
  const shared = user ? ['/var/cache/plancliff'] : [];
  const own = cacheFolder(env);
  return [
    ...(own === undefined ? [] : [own]),
    ...shared,
    join(tmpdir(), `plancliff-cache-${process.getuid?.() ?? 0}`),
  ];
}

/** Whether the user may walk down to a folder, by the mode of each folder above it. */
export function openTo(user: User | undefined, folder: string): boolean {
  if (!user) return true;
  const { mode, uid } = statSync(folder);
  const open = (mode & 0o001) !== 0 || (uid === user.uid && (mode & 0o100) !== 0);
  return open && (folder === dirname(folder) || openTo(user, dirname(folder)));
}

function copyTree(from: string, to: string): void {
  // Static libraries and headers are for building extensions.
  const wanted = (path: string) => extname(path) !== '.a' && basename(path) !== 'include';
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: wanted });
  openTree(dirname(to));
}

/** Readable for everybody, whatever the umask was when the original was unpacked. */
function openTree(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openTree(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}

/** Another run may have been faster: its copy is as good. */
function moveInto(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isSecureFolder(folder)) throw error;
  }
}
