import type { Case } from '../src/scenario/types';
import { inTransaction, statementOf } from '../src/trial/run-at-sizes';
import { applyCandidate, setDistinct } from '../src/trial/server/candidate';
import { effectsOf } from '../src/trial/server/functions';
import { measure } from '../src/trial/server/measure';
import type { TrialSession } from '../src/trial/server/session';
import type { TrialDatabase } from '../src/trial/server/trial-database';
import type { Candidate, Target, TrialRun } from '../src/trial/types';
import type { BenchContext } from './workload';

/** Tables that are loaded for a benchmark, larger than those of a trial. */
export interface Loaded {
  readonly context: BenchContext;
  readonly tables: TrialDatabase;
  /** Rows of the driving table. */
  readonly size: number;
}

/** Runs a case by the access of the target, or as the planner chooses, with a candidate in place where there is one. */
export async function runLoaded(
  { context, tables, size }: Loaded,
  of: Case,
  { target, candidate }: { readonly target?: Target; readonly candidate?: Candidate },
): Promise<TrialRun> {
  const session = await tables.session();
  const drawn = await statementOf({ ...context, of }, size, session);
  const statement = { ...drawn, ...candidate?.rewrite?.(drawn) };
  const { writes } = await effectsOf(session.connection, statement.sql);
  const run = (own: TrialSession): Promise<TrialRun> =>
    inTransaction(own, async () => {
      if (candidate !== undefined) {
        own.forgetFacts();
        await applyCandidate(own, size, candidate);
      }
      return measure(own, {
        size,
        statement,
        target,
        writes,
        limits: { time: 300_000, work: Number.POSITIVE_INFINITY },
        source: undefined,
        least: 0,
        perCost: 1,
        atAnyCost: true,
        afterStatistics: async () => candidate && setDistinct(own.connection, candidate),
      });
    });
  // What a rolled back statement leaves behind takes index-only scans to the table.
  return writes ? tables.inCopy(run) : run(session);
}
