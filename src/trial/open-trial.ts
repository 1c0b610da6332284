import type { EngineContext } from '../engine/types';
import type { Case } from '../scenario/types';
import { chooseSizes, defaultSizes, type IndexMethodsOf } from './sizes/choose-sizes';
import { joinSignature } from './reproduce/methods';
import type { Statement } from '../plan/types';
import { mapAtOnce } from './map-at-once';
import { inTransaction, runAtSizes, statementOf } from './run-at-sizes';
import { applyCandidate, setDistinct } from './server/candidate';
import { loadSize } from './server/load-size';
import type { TrialSession } from './server/session';
import { sizeDatabase, type SizeDatabase } from './server/size-database';
import type { StatisticsSource } from './server/statistics';
import type {
  AccessTrial,
  Candidate,
  CandidateCost,
  CandidateTrial,
  Limits,
  Target,
  TrialRun,
} from './types';

export interface TrialOptions extends EngineContext {
  /** Rows of the driving table; `defaultSizes` where absent. Smaller where they do not fit (`chooseSizes`). */
  readonly sizes?: readonly number[] | undefined;
  /** Access methods of a table's indexes, for the time that a load takes. */
  readonly indexMethods?: IndexMethodsOf;
  /** The planner's statistics at any row count; ANALYZE of all rows, and no attempt by statistics, where absent. */
  readonly statistics?: StatisticsSource | undefined;
  readonly limits?: Partial<Limits>;
}

/** A scenario's tables, really loaded, and what running its cases on them does. One run at a time on each size. */
export interface Trial {
  /** Rows of the driving table, rising. Empty where not even a small table fits. */
  readonly sizes: readonly number[];
  /** Why the sizes are not those that were asked for. */
  readonly reason?: string | undefined;
  /**
   * Loads every size that is not loaded yet. What is not loaded before is loaded when it is needed.
   *
   * @throws PlancliffError where the tables cannot be loaded or the server is gone
   */
  load(): Promise<void>;
  /**
   * Runs a case at every size by the access of the target; without one, by whatever the planner chooses. The same case
   * and access are run once. Where more than one size is too much work, smaller sizes than those of the trial are run
   * besides, so that the growth is known.
   *
   * @throws PlancliffError where the tables cannot be loaded or the server is gone
   */
  measure(of: Case, target?: Target): Promise<AccessTrial>;
  /** The same with a candidate in place, which is gone afterwards. A statement of it that fails makes failed runs. */
  tryCandidate(
    of: Case,
    candidate: Candidate,
    target?: Target,
    /** Only these of the trial's sizes; all of them where absent. */
    only?: readonly number[],
  ): Promise<CandidateTrial>;
  /**
   * Lets `work` ask the loaded tables of one size, in a transaction that is rolled back, for the statement of a case and
   * whatever else it reads. Undefined where that size is not loaded.
   */
  inspect<Result>(
    size: number,
    of: Case,
    work: (session: TrialSession, statement: Statement) => Promise<Result>,
  ): Promise<Result | undefined>;
  close(): Promise<void>;
}

/** Two keep two cores busy. */
export const atOnce = 2;

/** 10 million rows in a join filter are 100,000 cost units, and take about half a second. */
const usualLimits: Limits = { time: 20_000, work: 100_000 };

/**
 * Opens a trial. Each size is loaded when it is first needed, in a database of its own, and stays until `close`: a
 * candidate is tried at all of them after the accesses were.
 */
export function openTrial(options: TrialOptions): Trial {
  const { model, scenario, signal, statistics: source } = options;
  const chosen = chooseSizes(options.sizes ?? defaultSizes, model, options.indexMethods);
  const databases = new Map<number, Promise<SizeDatabase | undefined>>();
  const known = new Map<string, Promise<AccessTrial>>();
  const candidates = new WeakMap<Candidate, Map<string, CandidateRun>>();
  let { sizes, reason } = { reason: undefined, ...chosen };
  const largest = sizes.at(-1);

  const databaseOf = (size: number): Promise<SizeDatabase | undefined> => {
    const there = databases.get(size);
    if (there !== undefined) return there;
    // Rows of two sizes at once would make no line to read: the largest takes longest.
    const onProgress = size === largest ? options.onProgress : (): void => undefined;
    const loaded = loadSize({ ...options, onProgress }, size, source).then((database) => {
      if (database !== undefined) return sizeDatabase(options, size, database);
      reason = `the tables did not load in time at ${size} rows`;
      sizes = sizes.filter((each) => each < size);
      return undefined;
    });
    databases.set(size, loaded);
    return loaded;
  };

  const runAll = (
    of: Case,
    target: Target | undefined,
    change: Parameters<typeof runAtSizes>[0]['change'] = {},
    only?: readonly number[],
    made?: (size: number) => TrialRun | undefined,
  ): Promise<AccessTrial> =>
    runAtSizes({
      of,
      target,
      change,
      known: made,
      scenario,
      model,
      signal,
      source,
      databaseOf,
      sizes: () => (only === undefined ? sizes : sizes.filter((size) => only.includes(size))),
      limits: { ...usualLimits, ...options.limits },
    });

  return {
    get sizes() {
      return sizes;
    },
    get reason() {
      return reason;
    },
    async load() {
      // The largest takes as long as all others together.
      const largestFirst = sizes.toSorted((a, b) => b - a);
      await mapAtOnce(largestFirst, atOnce, (size) => {
        signal.throwIfAborted();
        return databaseOf(size);
      });
    },
    measure(of, target) {
      const made = known.get(keyOf(of, target)) ?? runAll(of, target);
      known.set(keyOf(of, target), made);
      return made;
    },
    async tryCandidate(of, candidate, target, only) {
      // A candidate is tried at the largest size first, and at all of them if it is of use: that run is not repeated.
      const runs = candidates.get(candidate) ?? new Map<string, CandidateRun>();
      candidates.set(candidate, runs);
      const costs = new Map<number, CandidateCost>();
      const key = (size: number): string => `${keyOf(of, target)}\0${size}`;
      const change = {
        rewrite: candidate.rewrite,
        prepare: async (session: TrialSession, size: number): Promise<void> => {
          costs.set(size, await applyCandidate(session, size, candidate));
        },
        afterStatistics: ({ connection }: TrialSession) => setDistinct(connection, candidate),
      };
      const trial = await runAll(of, target, change, only, (size) => {
        const before = runs.get(key(size));
        if (before?.cost !== undefined) costs.set(size, before.cost);
        return before?.run;
      });
      for (const run of trial.runs) {
        runs.set(key(run.size), { run, cost: costs.get(run.size) });
      }
      const inOrder = [...costs.values()].sort((a, b) => a.size - b.size);
      return { ...trial, costs: inOrder, taken: takenAt(trial, inOrder) };
    },
    async inspect(size, of, work) {
      const database = await databaseOf(size);
      return database?.inTurn(async () => {
        const session = await database.session();
        const statement = await statementOf({ of, scenario, model }, size, session);
        return inTransaction(session, () => work(session, statement));
      });
    },
    async close() {
      for (const each of await Promise.allSettled(databases.values())) {
        // Where the server has gone, so have its databases.
        if (each.status === 'fulfilled') await each.value?.close().catch(() => undefined);
      }
    },
  };
}

interface CandidateRun {
  readonly run: TrialRun;
  readonly cost: CandidateCost | undefined;
}

function keyOf(of: Case, target: Target | undefined): string {
  if (target === undefined) return of.id;
  return [of.id, target.plan.accessSignature, joinSignature(target.plan.document)].join('\0');
}

function takenAt({ runs }: AccessTrial, costs: readonly CandidateCost[]): readonly number[] {
  return runs.flatMap((run) => {
    if (run.outcome !== 'measured') return [];
    const made = costs.find(({ size }) => size === run.size)?.indexes ?? [];
    const used = run.plan.accesses.some(({ indexes }) =>
      indexes.some((name) => made.includes(name)),
    );
    return used ? [run.size] : [];
  });
}
