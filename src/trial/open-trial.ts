import type { Statement } from '../plan/types';
import type { Case } from '../scenario/types';
import { accessKey } from './access-key';
import { candidateTrials, type TryCandidate } from './candidate-trials';
import { loadedSizes, type LoadedSizes } from './loaded-sizes';
import { once } from './once';
import { sizesBelow } from './sizes/choose-sizes';
import { usualLimits, type TrialOptions } from './options';
import { inTransaction, runAtSizes, statementOf, type RunAll } from './run-at-sizes';
import type { Effects } from './server/functions';
import { enterSession, type TrialSession } from './server/session';
import type { AccessTrial, Target } from './types';

/** A scenario's tables, really loaded, and what running its cases on them does. */
export interface Trial extends Pick<
  LoadedSizes,
  'sizes' | 'reason' | 'loadRows' | 'load' | 'close'
> {
  /**
   * Runs a case at every size by the access of the target; without one, by whatever the planner chooses. The same case
   * and access are run once. Where more than one size is too much work, smaller sizes than those of the trial are run
   * besides, so that the growth is known.
   *
   * @throws PlancliffError where the tables cannot be loaded or the server is gone
   */
  measure(of: Case, target?: Target): Promise<AccessTrial>;
  /** The same with a candidate in place, which is gone afterwards. A statement of it that fails makes failed runs. */
  readonly tryCandidate: TryCandidate;
  /**
   * Lets `work` ask the loaded tables of one size, in a transaction that is rolled back, for the statement of a case and
   * whatever else it reads. Undefined where that size is not loaded.
   */
  inspect<Result>(
    size: number,
    of: Case,
    work: (session: TrialSession, statement: Statement) => Promise<Result>,
  ): Promise<Result | undefined>;
}

/**
 * Opens a trial. Each size is loaded when it is first needed, in a database of its own, and stays until `close`: a
 * candidate is tried at all of them after the accesses were.
 *
 * `load` throws a PlancliffError where the tables cannot be loaded or the server is gone.
 */
export function openTrial(options: TrialOptions): Trial {
  const { model, scenario, signal, statistics: source } = options;
  const loaded = loadedSizes(options);
  const limits = { ...usualLimits, ...options.limits };
  const effects = new Map<string, Promise<Effects>>();
  const runAll: RunAll = (of, target, { change = {}, only, known } = {}) =>
    runAtSizes({
      ...{ of, target, change, known, scenario, model, signal, source, limits, effects },
      databaseOf: (size) => loaded.databaseOf(size),
      sizes: () => loaded.sizes.filter((size) => only?.includes(size) ?? true),
      smaller: (smallest) => sizesBelow(loaded.sizes, smallest),
    });
  const measured = new Map<string, Promise<AccessTrial>>();
  return {
    get sizes() {
      return loaded.sizes;
    },
    get reason() {
      return loaded.reason;
    },
    loadRows: () => loaded.loadRows(),
    load: () => loaded.load(),
    close: () => loaded.close(),
    measure: (of, target) => once(measured, accessKey(of, target), () => runAll(of, target)),
    tryCandidate: candidateTrials(runAll),
    async inspect(size, of, work) {
      const tables = await loaded.databaseOf(size);
      return tables?.inTurn(async (database) => {
        const session = await database.session();
        const statement = await statementOf({ of, scenario, model }, size, session);
        return inTransaction(session, async () => {
          await enterSession(session, statement);
          return work(session, statement);
        });
      });
    },
  };
}
