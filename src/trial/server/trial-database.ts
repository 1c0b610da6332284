import type { EngineContext } from '../../engine/types';
import type { Database } from '../../postgres/types';
import { openSession, type TrialSession } from './session';

/** A database with the tables of one size: a session for statements that read, and copies for those that write. */
export interface TrialDatabase {
  session(): Promise<TrialSession>;
  /** Lets `work` have a copy of its own: what a rolled back statement leaves behind would move later figures. */
  inCopy<Result>(work: (session: TrialSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function trialDatabase(
  { server, scenario, settings, signal }: EngineContext,
  database: Database,
): TrialDatabase {
  const options = { settings, clock: scenario.clock, major: server.major, signal };
  let open: TrialSession | undefined;
  const end = async (): Promise<void> => {
    const session = open;
    open = undefined;
    await session?.close();
  };
  return {
    async session() {
      return (open ??= await openSession(database, options));
    },
    async inCopy(work) {
      // Nobody may be connected to a database that is copied.
      await end();
      const copy = await server.copyDatabase?.(`${scenario.name} copy`, database);
      if (copy === undefined) throw new RangeError('Trials run on a server of our own');
      try {
        const session = await openSession(copy, options);
        return await work(session).finally(() => session.close());
      } finally {
        await copy.drop();
      }
    },
    async close() {
      await end();
      await database.drop();
    },
  };
}
