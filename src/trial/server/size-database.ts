import type { EngineContext } from '../../engine/types';
import { oneAtATime } from '../../postgres/one-at-a-time';
import { quoteIdent } from '../../postgres/quote';
import type { Database } from '../../postgres/types';
import { openSession, type TrialSession } from './session';

/** The tables at one size, with a session for statements that read, and copies for those that write. */
export interface SizeDatabase {
  readonly size: number;
  /** Lets `work` have the tables alone: a candidate that is in place must not meet another run. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  session(): Promise<TrialSession>;
  /** Lets `work` have a copy of its own: what a rolled back statement leaves behind would move later figures. */
  inCopy<Result>(work: (session: TrialSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function sizeDatabase(
  context: EngineContext,
  size: number,
  database: Database,
): SizeDatabase {
  const { server, scenario, settings, signal } = context;
  const options = { settings, clock: scenario.clock, major: server.major, signal };
  let open: TrialSession | undefined;
  const turn = oneAtATime();
  const end = async (): Promise<void> => {
    const session = open;
    open = undefined;
    await session?.close();
  };
  return {
    size,
    inTurn: (work) =>
      turn(() => {
        signal.throwIfAborted();
        return work();
      }),
    async session() {
      return (open ??= await openSession(database, options));
    },
    async inCopy(work) {
      // Nobody may be connected to a database that is copied.
      await end();
      const copy = await copyOf(context, database);
      try {
        const session = await openSession(copy, options);
        try {
          return await work(session);
        } finally {
          await session.close();
        }
      } finally {
        await copy.drop();
      }
    },
    close: () =>
      turn(async () => {
        await end();
        await database.drop();
      }),
  };
}

/** An empty database of the server's making gives the copy its name, so that it is dropped with the others. */
async function copyOf({ server, scenario }: EngineContext, original: Database): Promise<Database> {
  const copy = await server.createDatabase(`${scenario.name} copy`);
  const helper = await server.createDatabase(`${scenario.name} helper`);
  try {
    const connection = await helper.connect();
    // Files are copied, not logged page by page.
    const strategy = server.major >= 15 ? ' strategy file_copy' : '';
    try {
      await connection.query(`drop database ${quoteIdent(copy.name)}`);
      await connection.query(
        `create database ${quoteIdent(copy.name)} template ${quoteIdent(original.name)}${strategy}`,
      );
    } finally {
      await connection.end();
    }
    return copy;
  } finally {
    await helper.drop();
  }
}
