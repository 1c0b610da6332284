import { isStatementError } from '../postgres/server-error';
import type { Database } from '../postgres/types';
import { rowsText } from '../text/figures';
import { chooseSizes, defaultSizes } from './sizes/choose-sizes';
import { mapAtOnce } from './map-at-once';
import { once } from './once';
import { atOnce, type TrialOptions } from './options';
import { giveStatistics, loadPatience, loadSize } from './server/load-size';
import { sizeDatabase, type SizeDatabase } from './server/size-database';
import { trialDatabase } from './server/trial-database';

/** The sizes of a trial, each loaded when it is first needed. */
export interface LoadedSizes {
  /** Rows of the driving table, rising. */
  readonly sizes: readonly number[];
  /** Why the sizes are not those that were asked for. */
  readonly reason?: string | undefined;
  /** Undefined where the load took too long; that size and all larger ones are then none of `sizes`. */
  databaseOf(size: number): Promise<SizeDatabase | undefined>;
  /** Loads the rows of every size, one after the other and the largest first. It asks for no statistics. */
  loadRows(): Promise<void>;
  /** Makes every size ready, the largest first: it takes as long as all others together. */
  load(): Promise<void>;
  close(): Promise<void>;
}

export function loadedSizes(options: TrialOptions): LoadedSizes {
  const { model, signal, statistics } = options;
  const chosen = chooseSizes(options.sizes ?? defaultSizes, model, options.indexMicros);
  let { sizes, reason } = { reason: undefined, ...chosen };
  const largest = sizes.at(-1);
  const withRows = new Map<number, Promise<Database | undefined>>();
  const databases = new Map<number, Promise<SizeDatabase | undefined>>();

  const rowsOf = (size: number): Promise<Database | undefined> =>
    once(withRows, size, () => {
      // Rows of two sizes at once would make no line to read: the largest takes longest.
      const onProgress = size === largest ? options.onProgress : (): void => undefined;
      return loadSize({ ...options, onProgress }, size, statistics);
    });
  const open = async (size: number): Promise<SizeDatabase | undefined> => {
    const loaded = await rowsOf(size);
    if (loaded === undefined) {
      const limit = `stopped by the time limit of ${loadPatience / 1000} s, on which the sizes of the trial depend`;
      reason = `the load of ${rowsText(size)}: ${limit}`;
      sizes = sizes.filter((each) => each < size);
      return undefined;
    }
    if (statistics !== undefined) await giveStatistics(options, loaded, size, statistics);
    // Half of the work of all runs is that of the largest size: a copy lets two of its runs go on side by side.
    const copy = size === largest ? await copyOf(options, loaded) : undefined;
    const all = copy === undefined ? [loaded] : [loaded, copy];
    return sizeDatabase(
      size,
      all.map((database) => trialDatabase(options, database)),
      signal,
    );
  };
  const databaseOf = (size: number): Promise<SizeDatabase | undefined> =>
    once(databases, size, () => open(size));

  return {
    get sizes() {
      return sizes;
    },
    get reason() {
      return reason;
    },
    databaseOf,
    async loadRows() {
      for (const size of sizes.toSorted((a, b) => b - a)) {
        signal.throwIfAborted();
        await rowsOf(size);
      }
    },
    async load() {
      const largestFirst = sizes.toSorted((a, b) => b - a);
      await mapAtOnce(largestFirst, atOnce, (size) => {
        signal.throwIfAborted();
        return databaseOf(size);
      });
    },
    async close() {
      // Where the server has gone, so have its databases.
      await Promise.allSettled(
        [...withRows].map(async ([size, rows]) => {
          const opened = await databases.get(size)?.catch(() => undefined);
          await (opened === undefined ? (await rows)?.drop() : opened.close());
        }),
      );
    },
  };
}

/** Undefined where the server makes none, as on a disk without room for it: one database then has to do. */
async function copyOf(
  { server, scenario }: TrialOptions,
  loaded: Database,
): Promise<Database | undefined> {
  try {
    return await server.copyDatabase?.(`${scenario.name} trial`, loaded);
  } catch (error) {
    if (!isStatementError(error)) throw error;
    return undefined;
  }
}
