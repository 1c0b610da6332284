import { PlancliffError } from '../errors';
import type { Server } from '../postgres/types';
import { indexMicrosOf } from '../trial/server/index-micros-of';
import type { StatisticsSource } from '../trial/server/statistics';
import { defaultSizes } from '../trial/sizes/choose-sizes';
import { openTrial, type Trial } from '../trial/open-trial';
import type { BegunTrial, FreshTables, TrialInput } from './measuring';

/**
 * Begins to load the tables of a trial on a second server, while the sweep plans on the first: a sweep leaves some of two
 * cores idle. A long transaction of the load on the same server would make the sweep build the ends of its tables anew at
 * every row count (update-ends.ts), so that without a second server the load waits until the sweep is over.
 */
export function beginTrial(fresh: FreshTables, input: TrialInput): BegunTrial {
  const { context } = fresh;
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  const statistics = statisticsOfSweep(fresh.statistics, input.sizes ?? defaultSizes, signal);
  let isSweeping = true;
  let trial: Trial | undefined;
  const open = async (server: Server): Promise<Trial> => {
    const { sizes, catalog } = input;
    const ofSmallest = await statistics.source(Math.min(...(sizes ?? defaultSizes)));
    trial = openTrial({
      ...context,
      server,
      signal,
      sizes,
      indexMicros: indexMicrosOf(catalog, ofSmallest),
      statistics: statistics.source,
      // The line of progress is that of the sweep.
      onProgress: (progress) => isSweeping || context.onProgress(progress),
    });
    return trial;
  };
  const beside = async (): Promise<Trial | undefined> => {
    const server = await context.server.beside?.().catch(unlessStarted);
    if (server === undefined) return undefined;
    const opened = await open(server);
    if (isSweeping) await opened.loadRows();
    return opened;
  };
  const early = beside();
  // Nobody may be waiting yet when it fails.
  early.catch(() => undefined);
  return {
    visited: (scale) => statistics.visited(scale),
    async loaded() {
      isSweeping = false;
      statistics.over();
      const found = (await early) ?? (await open(context.server));
      await found.load();
      return found;
    },
    async close() {
      ending.abort();
      statistics.over();
      await early.catch(() => undefined);
      await trial?.close();
    },
  };
}

/** The sweep's server has to do where no second one starts. */
function unlessStarted(error: unknown): undefined {
  if (!(error instanceof PlancliffError)) throw error;
}

/**
 * Statistics of virtual tables that a sweep moves about: of the sizes that it visits as soon as it has, since to bring the
 * tables to a row count once more takes a second or so; of others when it is over. Where reading them fails it fails again
 * for the trial, which says so.
 */
function statisticsOfSweep(
  statistics: StatisticsSource,
  sizes: readonly number[],
  signal: AbortSignal,
): {
  readonly source: StatisticsSource;
  visited(scale: number): Promise<void>;
  over(): void;
} {
  const waiting = new Map(sizes.map((size) => [size, signalled()]));
  return {
    async source(scale) {
      await waiting.get(scale)?.promise;
      signal.throwIfAborted();
      return statistics(scale);
    },
    async visited(scale) {
      const known = waiting.get(scale);
      if (known === undefined) return;
      await statistics(scale).catch(() => undefined);
      known.give();
    },
    over: () => waiting.forEach(({ give }) => give()),
  };
}

/** A promise that others keep. */
function signalled(): { readonly promise: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const promise = new Promise<void>((resolve) => (give = resolve));
  return { promise, give };
}
