import { reading } from '../../plan/read';
import type { ExplainDocument, Plan } from '../../plan/types';
import { freely, type Attempt } from '../reproduce/attempts';
import { explainable, type Explainable } from './explain';
import { hideIndexes } from './hide-indexes';
import { setLocally, type TrialSession } from './session';
import { writePlannerStatistics, type StatisticsSource } from './statistics';
import type { Statement } from '../../plan/types';

/** A plan that an attempt led to, in a transaction that stays open for running it. */
export interface Led {
  readonly plan: Plan;
  readonly hiddenIndexes: readonly string[];
  readonly statement: Explainable;
}

/** Undone at the end, whatever happens: the next attempt finds the database as this one did. */
export async function withAttempt<Result>(
  session: TrialSession,
  statement: Statement,
  attempt: Attempt,
  {
    source,
    afterStatistics,
    then,
  }: {
    readonly source: StatisticsSource | undefined;
    readonly afterStatistics?: (() => Promise<void>) | undefined;
    readonly then: (led: Led) => Promise<Result>;
  },
): Promise<Result> {
  const { connection } = session;
  const { hide, settings, statisticsOf } = attempt;
  const statistics = statisticsOf === undefined ? undefined : await source?.(statisticsOf);
  const planned = async (hiddenIndexes: readonly string[]): Promise<Result> => {
    const explain = await explainable(session, statement);
    const plan = await readPlan(session, await explain.plan());
    return then({ plan, hiddenIndexes, statement: explain });
  };
  // There is nothing to undo: the run undoes what it wrote itself.
  if (attempt === freely) return planned([]);
  await connection.query('savepoint plancliff_attempt');
  try {
    if (Object.keys(settings).length > 0) await setLocally(connection, settings);
    const hiddenIndexes = hide === undefined ? [] : await hideIndexes(connection, hide);
    if (statistics !== undefined) {
      await writePlannerStatistics(connection, statistics);
      await afterStatistics?.();
    }
    return await planned(hiddenIndexes);
  } finally {
    await connection.query('rollback to savepoint plancliff_attempt').catch(() => undefined);
  }
}

export async function readPlan({ facts }: TrialSession, document: ExplainDocument): Promise<Plan> {
  return reading(document, await facts.factsFor(document)).plan;
}
