import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlancliffError } from '../../errors';
import { connect } from '../connection';
import type { Server } from '../types';
import { findBinaries, type Binaries } from './binaries';
import { clearFolder, clearLeftovers } from './clear-leftovers';
import { embeddedServer } from './embedded-server';
import type { Keeper } from './keeper';
import { makePrivateFolder, port } from './private-folder';
import { serverUser, type User } from './server-user';
import { initdbArguments, serverArguments, superuser } from './settings';
import { openTemplate, type Template } from './template';

export interface StartOptions {
  /** 18, or whatever PLANCLIFF_PG_BIN holds, where absent. */
  readonly major?: number;
  /** Names server programs and folders; the environment of this process where absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Gives up the start; a server that runs is ended by `close` alone. */
  readonly signal?: AbortSignal;
  readonly onWarning?: (line: string) => void;
  /** Where packages with server programs are looked for; the working directory where absent. */
  readonly cwd?: string;
  /** Settings of the server over plancliff's own, for one that stands for somebody's: `shared_preload_libraries`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts a PostgreSQL of our own: in a private folder, on a unix socket alone. It ends when `close` is called or
 * this process ends, however it ends. Throws a PlancliffError with code `server-missing`, `server-failed`,
 * `disk` or `interrupted`.
 */
export async function startEmbedded(options: StartOptions = {}): Promise<Server> {
  const { major, env = process.env, signal, onWarning, cwd = process.cwd(), settings } = options;
  const user = serverUser();
  const clearing = clearLeftovers(user);
  try {
    const binaries = await findBinaries({ major, env, user, cwd });
    return await launchLike({ binaries, user, env, settings, signal });
  } finally {
    for (const folder of await clearing)
      onWarning?.(`Cleared a server that a killed run had left behind in ${folder}`);
  }
}

/** What two servers of a run have in common. */
interface Like {
  readonly binaries: Binaries;
  readonly user: User | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly settings: StartOptions['settings'];
  readonly signal: AbortSignal | undefined;
}

async function launchLike(like: Like): Promise<Server> {
  const template = openTemplate(like.binaries, like.env);
  try {
    return await launch(like, template);
  } catch (error) {
    if (!template?.found || !worthAnother(error)) throw error;
    // Whatever is wrong with the template, one made anew is right.
    template.discard();
    return await launch(like, openTemplate(like.binaries, like.env));
  }
}

function worthAnother(error: unknown): boolean {
  return error instanceof PlancliffError && error.code === 'server-failed';
}

async function launch(like: Like, template: Template | undefined): Promise<Server> {
  const { binaries, user, settings, signal } = like;
  const { path, keeper, lock } = await makePrivateFolder(user, template?.fd);
  template?.release();
  const close = async () => {
    await keeper.close();
    // The keeper itself may have been killed.
    if (existsSync(path)) await clearFolder(path, user);
    lock.release();
  };
  const abort = () => void keeper.close();
  signal?.addEventListener('abort', abort);
  try {
    signal?.throwIfAborted();
    await makeData(keeper, binaries, template);
    const data = join(path, 'data');
    await keeper.serve([join(binaries.bin, 'postgres'), ...serverArguments(data, path, settings)]);
    await ready(keeper, path);
    signal?.throwIfAborted();
    return embeddedServer({
      ...{ binaries, keeper, folder: path, user, close },
      another: () => launchLike(like),
    });
  } catch (error) {
    await close();
    if (signal?.aborted) throw new PlancliffError('interrupted', { message: 'interrupted' });
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** The data directory, from the template where there is one; else by initdb, and a template for the next time. */
async function makeData(
  keeper: Keeper,
  { bin, major }: Binaries,
  template: Template | undefined,
): Promise<void> {
  if (template?.found) {
    await must(keeper, ['mkdir', '-m', '700', 'data']);
    await must(keeper, ['tar', '-xf', '-', '-C', 'data'], '<&4');
    return;
  }
  try {
    await must(keeper, [join(bin, 'initdb'), '-D', 'data', ...initdbArguments(major)]);
    const packed = template && (await keeper.run(['tar', '-cf', '-', '-C', 'data', '.'], '>&4'));
    if (packed?.status === 0) template?.keep();
  } finally {
    // Nothing is left to discard once it was kept.
    template?.discard();
  }
}

async function must(keeper: Keeper, command: readonly string[], redirect?: '<&4'): Promise<void> {
  const { status, output } = await keeper.run(command, redirect);
  if (status === 0) return;
  throw makeFailed(output.trim() || `${command[0]} ended with ${status}`);
}

function makeFailed(reason: string): PlancliffError {
  if (/No space left on device|Disk quota exceeded/.test(reason))
    return new PlancliffError('disk', {
      message: 'the disk is full: PostgreSQL needs 50 MB for an empty data directory',
      reason,
      hint: 'Free some space, or point TMPDIR at a larger disk.',
    });
  const nameless = /could not look up effective user ID/.test(reason);
  return new PlancliffError('server-failed', {
    message: 'PostgreSQL could not make its data directory',
    reason,
    ...(nameless
      ? {
          hint: 'initdb needs a user with a name: add one to /etc/passwd, or give plancliff a server with --database-url.',
        }
      : {}),
  });
}

async function ready(keeper: Keeper, folder: string): Promise<void> {
  const place = { host: folder, port, user: superuser, database: 'postgres', ownServer: true };
  for (const until = Date.now() + 60_000; ;) {
    try {
      const connection = await connect(place);
      return await connection.end();
    } catch (error) {
      if (keeper.hasGone() || Date.now() > until)
        throw new PlancliffError('server-failed', {
          message: 'PostgreSQL did not start',
          reason: keeper.log().trim() || 'it ended without a message',
          cause: error,
        });
      await sleep(5);
    }
  }
}
