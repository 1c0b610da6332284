import type { StartOptions } from '../../../src/postgres/embedded/start';
import type { Database, Server } from '../../../src/postgres/types';
import { sharedServer } from '../server';

/** One for all runs of a test file: the names of its databases are numbered. */
let shared: Promise<Server> | undefined;

/**
 * Stands for `startEmbedded` in a command line that runs in the test's own process: the server of the worker, from which
 * `close` takes what the run has made. To start and end a server takes 0.2 s of processor time and half a second.
 */
export async function startShared({ signal }: StartOptions): Promise<Server> {
  const server = await (shared ??= sharedServer());
  signal?.throwIfAborted();
  const made = new Set<Database>();
  const noted = (database: Database): Database => {
    const drop = async (): Promise<void> => {
      made.delete(database);
      await database.drop();
    };
    made.add(database);
    return { ...database, drop };
  };
  return {
    ...server,
    createDatabase: async (label, locale) => noted(await server.createDatabase(label, locale)),
    copyDatabase: async (label, original) => {
      const copy = await server.copyDatabase?.(label, original);
      if (copy === undefined) throw new Error('not an embedded server');
      return noted(copy);
    },
    close: async () => {
      for (const database of made) await database.drop();
      made.clear();
    },
  };
}
