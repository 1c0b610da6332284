import { turnsOf } from '../../engine/turns';
import type { TrialDatabase } from './trial-database';

/** The tables at one size, in one database or in several with the same files. */
export interface SizeDatabase {
  readonly size: number;
  /** Lets `work` have one of the databases alone: a candidate that is in place must not meet another run. */
  inTurn<Result>(work: (database: TrialDatabase) => Promise<Result>): Promise<Result>;
  /** Waits for the work under way. */
  close(): Promise<void>;
}

/** Equal databases give equal figures, so that it does not matter which of them is free. */
export function sizeDatabase(
  size: number,
  databases: readonly TrialDatabase[],
  signal: AbortSignal,
): SizeDatabase {
  const turns = turnsOf(databases);
  return {
    size,
    async inTurn(work) {
      const database = await turns.take();
      try {
        signal.throwIfAborted();
        return await work(database);
      } finally {
        turns.give(database);
      }
    },
    async close() {
      const all = await Promise.all(databases.map(() => turns.take()));
      await Promise.all(all.map((database) => database.close()));
    },
  };
}
