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
  const free = [...databases];
  const waiting: ((database: TrialDatabase) => void)[] = [];
  const take = (): Promise<TrialDatabase> => {
    const next = free.shift();
    if (next !== undefined) return Promise.resolve(next);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (database: TrialDatabase): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(database);
    else next(database);
  };
  return {
    size,
    async inTurn(work) {
      const database = await take();
      try {
        signal.throwIfAborted();
        return await work(database);
      } finally {
        give(database);
      }
    },
    async close() {
      const all = await Promise.all(databases.map(take));
      await Promise.all(all.map((database) => database.close()));
    },
  };
}
