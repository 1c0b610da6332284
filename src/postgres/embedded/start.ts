import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlancliffError } from '../../errors';
import { connect } from '../connection';
import type { Server } from '../types';
import { findBinaries } from './binaries';
import { embeddedServer } from './embedded-server';
import { startKeeper, type Keeper, type User } from './keeper';
import { initdbArguments, serverArguments, superuser } from './settings';

export interface StartOptions {
  /** 18 where absent. */
  readonly major?: number;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly onWarning?: (line: string) => void;
}

/**
 * Starts a PostgreSQL of our own: in a private folder, on a unix socket alone. It ends when `close` is called or
 * this process ends, however it ends. Throws a PlancliffError with code `server-missing` or `server-failed`.
 */
export async function startEmbedded(options: StartOptions): Promise<Server> {
  const binaries = await findBinaries(options.major, options.env);
  const user: User | undefined = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'plancliff-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const keeper = startKeeper(folder, user);
  try {
    const data = join(folder, 'data');
    const initdb = [join(binaries.bin, 'initdb'), '-D', data, ...initdbArguments(binaries.major)];
    const made = await keeper.run(initdb);
    if (made.status !== 0)
      throw new PlancliffError('server-failed', {
        message: 'PostgreSQL could not make a data directory',
        reason: made.output.trim(),
      });
    await keeper.serve([join(binaries.bin, 'postgres'), ...serverArguments(data, folder)]);
    await ready(keeper, folder);
  } catch (error) {
    await keeper.close();
    throw error;
  }
  return embeddedServer({ binaries, keeper, folder, ...(user ? { user } : {}) });
}

async function ready(keeper: Keeper, folder: string): Promise<void> {
  for (const until = Date.now() + 30_000; ;) {
    try {
      const place = { host: folder, port: 5432, user: superuser, database: 'postgres' };
      const connection = await connect(place);
      await connection.end();
      return;
    } catch (error) {
      if (keeper.hasGone() || Date.now() > until)
        throw new PlancliffError('server-failed', {
          message: 'PostgreSQL did not start',
          reason: keeper.log().trim(),
          cause: error,
        });
      await sleep(5);
    }
  }
}
