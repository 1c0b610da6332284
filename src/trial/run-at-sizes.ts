import type { Model } from '../model/types';
import { isStatementError } from '../postgres/server-error';
import type { Statement } from '../plan/types';
import type { Case, Scenario } from '../scenario/types';
import { modelDrawer } from '../drawer/from-model';
import { expectedWork, leastWork, workPerCost } from './work/expect-work';
import { once } from './once';
import { effectsOf, type Effects } from './server/functions';
import { measure } from './server/measure';
import { enterSession, type TrialSession } from './server/session';
import type { SizeDatabase } from './server/size-database';
import type { TrialDatabase } from './server/trial-database';
import type { StatisticsSource } from './server/statistics';
import { summary } from './summary';
import type { AccessTrial, Limits, Target, TrialRun } from './types';

/** What a candidate changes around a run. */
interface ChangeAround {
  readonly rewrite?: ((statement: Statement) => Statement) | undefined;
  /** In the transaction of the run, which is rolled back. */
  readonly prepare?: ((session: TrialSession, size: number) => Promise<void>) | undefined;
  readonly afterStatistics?: ((session: TrialSession) => Promise<void>) | undefined;
}

export interface RunAtSizes {
  readonly of: Case;
  readonly target: Target | undefined;
  readonly change: ChangeAround;
  readonly scenario: Scenario;
  readonly model: Model;
  readonly signal: AbortSignal;
  readonly source: StatisticsSource | undefined;
  readonly limits: Limits;
  /** What statements do besides reading, by their text: it is the same at every size. */
  readonly effects: Map<string, Promise<Effects>>;
  /** Asked anew before each size: a load that takes too long ends them. */
  readonly sizes: () => readonly number[];
  /** Sizes below the smallest of these, for a run that is too much work at more than one of them. */
  readonly smaller: (smallest: number) => readonly number[];
  readonly databaseOf: (size: number) => Promise<SizeDatabase | undefined>;
  /** A run of this size that was made before. */
  readonly known?: ((size: number) => TrialRun | undefined) | undefined;
}

/** Runs a case by one access at the trial's sizes. */
export type RunAll = (
  of: Case,
  target: Target | undefined,
  options?: {
    readonly change?: ChangeAround;
    /** Only these of the trial's sizes; all of them where absent. */
    readonly only?: readonly number[] | undefined;
    readonly known?: RunAtSizes['known'];
  },
) => Promise<AccessTrial>;

/** Runs one case by one access at every size, the smallest first: what a size took decides whether the next is run. */
export async function runAtSizes(options: RunAtSizes): Promise<AccessTrial> {
  const { of, target, sizes, smaller: below } = options;
  const functions = new Set<string>();
  const first = await runEach(options, sizes(), functions);
  const measured = first.filter(({ outcome }) => outcome === 'measured').length;
  const stopped = first.find((run) => run.outcome === 'at-least');
  const smaller = stopped !== undefined && measured < 2 ? below(sizes()[0] ?? 0) : [];
  const before = await runEach(options, smaller, functions, { atAnyCost: true });
  // What was not started for its cost is, where smaller sizes show that the planner expects far too much.
  const again = stopped?.limit === 'work' && before.some(({ outcome }) => outcome === 'measured');
  const runs = again
    ? await runEach({ ...options, known: knownOf(first) }, sizes(), functions, { before })
    : first;
  const least = leastWork(before);
  return summary({
    case: of.id,
    target,
    runs: [
      ...before,
      ...runs.map((run) =>
        run.outcome === 'at-least' ? { ...run, work: Math.max(run.work, least) } : run,
      ),
    ],
    functions: [...functions].sort(),
  });
}

/** Runs that came to an end are not repeated. */
const knownOf =
  (runs: readonly TrialRun[]) =>
  (size: number): TrialRun | undefined =>
    runs.find((run) => run.size === size && run.outcome !== 'at-least');

async function runEach(
  options: RunAtSizes,
  sizes: readonly number[],
  functions: Set<string>,
  {
    atAnyCost = false,
    before = [],
  }: { readonly atAnyCost?: boolean; readonly before?: readonly TrialRun[] } = {},
): Promise<readonly TrialRun[]> {
  const runs: TrialRun[] = [];
  for (const size of sizes) {
    options.signal.throwIfAborted();
    const known = options.known?.(size);
    if (known !== undefined) {
      runs.push(known);
      continue;
    }
    const tables = await options.databaseOf(size);
    if (tables === undefined) break;
    const smaller = [...before, ...runs];
    runs.push(
      await tables.inTurn((database) =>
        runAt({ ...options, size, atAnyCost }, database, smaller, functions),
      ),
    );
  }
  options.signal.throwIfAborted();
  return runs;
}

async function runAt(
  options: RunAtSizes & { readonly size: number; readonly atAnyCost: boolean },
  database: TrialDatabase,
  before: readonly TrialRun[],
  functions: Set<string>,
): Promise<TrialRun> {
  const { size, target, change, limits, source, effects, atAnyCost } = options;
  const session = await database.session();
  const drawn = await statementOf(options, size, session);
  const statement = { ...drawn, ...change.rewrite?.(drawn) };
  const least = leastWork(before);
  const perCost = workPerCost(before);
  const stopped = before.some(({ outcome }) => outcome === 'at-least');
  if (stopped || (expectedWork(before, size) ?? 0) > limits.work) {
    return { outcome: 'at-least', size, statement, limit: 'work', work: least };
  }
  const { writes, functions: called } = await once(effects, statement.sql, () =>
    effectsOf(session.connection, statement.sql),
  );
  called.forEach((name) => functions.add(name));
  const run = (own: TrialSession): Promise<TrialRun> =>
    inTransaction(own, async () => {
      try {
        await enterSession(own, statement);
        if (change.prepare !== undefined) {
          // An index of this candidate may have the name of an earlier one's.
          own.forgetFacts();
          await change.prepare(own, size);
        }
      } catch (error) {
        if (!isStatementError(error)) throw error;
        return { outcome: 'failed', size, statement, message: error.message };
      }
      const afterStatistics = async (): Promise<void> => change.afterStatistics?.(own);
      return measure(own, {
        size,
        statement,
        target,
        writes,
        limits,
        source,
        least,
        perCost,
        atAnyCost,
        afterStatistics,
      });
    });
  return writes ? database.inCopy(run) : run(session);
}

/** The statement of a case with the values that it has at a size. */
export async function statementOf(
  { of, scenario, model }: Pick<RunAtSizes, 'of' | 'scenario' | 'model'>,
  size: number,
  session: TrialSession,
): Promise<Statement> {
  const drawer = modelDrawer(scenario.queries, model, session.connection);
  const [statement] = await drawer.statementsAt(size, [of]);
  if (statement === undefined) throw new RangeError(`No statement of ${of.id}`);
  return statement;
}

/** Lets `work` run in a transaction that is rolled back. */
export async function inTransaction<Result>(
  { connection }: Pick<TrialSession, 'connection'>,
  work: () => Promise<Result>,
): Promise<Result> {
  await connection.query('begin');
  try {
    return await work();
  } finally {
    await connection.query('rollback; deallocate all').catch(() => undefined);
  }
}
