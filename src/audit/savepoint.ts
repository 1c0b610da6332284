import type { Connection } from '../postgres/types';

/** Milliseconds that the locks of plans may stay after the first of them. */
const longestHeld = 50;

const savepoint = 'plancliff';

/** What statements leave in a transaction, undone behind a savepoint: settings, an error, locks. */
export interface Undoing {
  /** Waits for a rollback that is under way. */
  readonly connection: Connection;
  /** Undoes what `work` leaves as soon as it ends. */
  now<T>(work: () => Promise<T>): Promise<T>;
  /** The same within 50 ms, for one statement that leaves nothing but locks; a failure is undone at once. */
  soon<T>(work: () => Promise<T>): Promise<T>;
  /** Undoes nothing more. */
  stop(): void;
}

/** A rollback takes about as long as a small plan, so plans that follow each other within some time share one. */
export async function undoing(connection: Connection): Promise<Undoing> {
  await connection.query(`savepoint ${savepoint}`, []);
  // A rollback is sent without waiting for its answer; the next statement waits for that.
  let cleared: Promise<unknown> = Promise.resolve();
  let due: NodeJS.Timeout | undefined;
  let since = 0;
  const stop = (): void => {
    clearTimeout(due);
    due = undefined;
  };
  const clear = (): void => {
    stop();
    cleared = connection.query(`rollback to savepoint ${savepoint}`);
    // A failure reaches the next query, which waits for it.
    cleared.catch(() => undefined);
  };
  return {
    connection: {
      ...connection,
      query: async (text, values) => {
        await cleared;
        return connection.query(text, values);
      },
    },
    async now(work) {
      // Its own rollback releases earlier locks too; between its statements there may be none.
      stop();
      try {
        return await work();
      } finally {
        clear();
      }
    },
    async soon(work) {
      if (due === undefined) since = performance.now();
      try {
        const answer = await work();
        if (performance.now() - since >= longestHeld) clear();
        else due ??= setTimeout(clear, longestHeld).unref();
        return answer;
      } catch (error) {
        clear();
        throw error;
      }
    },
    stop,
  };
}
