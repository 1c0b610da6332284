import { planCases } from '../check/plan-cases';
import { withModel } from '../check/read-model';
import type { Drawer } from '../drawer/types';
import { seedEngine } from '../engine/seed/engine';
import type { EngineContext, World } from '../engine/types';
import { virtualEngine } from '../engine/virtual/engine';
import type { Plan, PlanOutcome } from '../plan/types';
import type { Connection, Server } from '../postgres/types';
import { resolveSettings } from '../scenario/profiles';
import type { Case, Scenario } from '../scenario/types';
import { agreementOf } from './agreement';
import { rowsPerTarget } from './statistics/allowances';
import { compareStatistics } from './statistics/compare';
import { readStatistics, type Statistics } from './statistics/read';
import type { CaseRuns, UnplannedCase, VerifyResult } from './types';

export interface VerifyScenarioOptions {
  readonly server: Server;
  readonly scenario: Scenario;
  /** Rows of the driving table. */
  readonly rows: number;
  /** Runs of ANALYZE on the real rows, at least 2: one alone shows no noise. */
  readonly runs: number;
  /** Whether statistics and sizes are compared as well. */
  readonly statistics: boolean;
  readonly filter?: ((of: Case) => boolean) | undefined;
  readonly onProgress: (progress: Parameters<EngineContext['onProgress']>[0]) => void;
  readonly signal: AbortSignal;
}

/**
 * Plans every case of a scenario over virtual tables and over really loaded ones of the same size.
 *
 * @throws PlancliffError as `checkScenario` does, and where the server is not one of plancliff's own
 */
export async function verifyScenario(options: VerifyScenarioOptions): Promise<VerifyResult> {
  const started = performance.now();
  const { server, scenario, rows, signal, onProgress } = options;
  const every = scenario.queries.flatMap((query) => query.cases);
  const cases = options.filter === undefined ? every : every.filter(options.filter);
  // Cases of a query whose plan the server chooses by the mean over all of them are drawn beside those that are asked for.
  const drawn = cases.some(({ session }) => session?.plan === 'auto') ? every : cases;
  const { model, statements } = await withModel(
    server,
    scenario,
    { from: rows, to: rows },
    async ({ model, drawer }) => ({
      model,
      statements: new Map(
        (await drawer.statementsAt(rows, drawn)).map((statement, k) => [
          drawn[k] as Case,
          statement,
        ]),
      ),
    }),
  );
  const drawer: Drawer = {
    statementsAt: (_, of) => Promise.resolve(of.flatMap((each) => statements.get(each) ?? [])),
  };
  const context: EngineContext = {
    server,
    scenario,
    model,
    settings: resolveSettings(scenario.definition),
    condition: { label: 'fresh' },
    // One row count: a second database would never be used.
    scalesAtOnce: 1,
    onProgress,
    signal,
  };

  const virtual = await inWorld(await virtualEngine.open(context), async (world) => ({
    outcomes: await planCases(world, drawer, { cases: every })(rows, cases),
    statistics: options.statistics ? await world.inspect(rows, readStatistics) : undefined,
    approximations: world.approximations,
  }));
  const real = await inWorld(await seedEngine.open(context), (world) =>
    repeatedly(
      world,
      (planner) => planCases(planner, drawer, { cases: every })(rows, cases),
      options,
    ),
  );

  const { caseRuns, unplanned } = sortRuns(cases, virtual.outcomes, real.runs);
  return {
    scenario: scenario.name,
    rows,
    runs: options.runs,
    agreement: agreementOf(caseRuns),
    unplanned,
    ...(virtual.statistics === undefined
      ? {}
      : {
          statistics: compareStatistics(
            virtual.statistics,
            real.statistics,
            rowsPerTarget * Number(context.settings['default_statistics_target'] ?? 100),
          ),
        }),
    approximations: virtual.approximations,
    seconds: (performance.now() - started) / 1000,
  };
}

/** The plans of each case, and the cases that did not plan on one side or the other. */
function sortRuns(
  cases: readonly Case[],
  virtual: readonly PlanOutcome[],
  real: readonly (readonly PlanOutcome[])[],
): { readonly caseRuns: readonly CaseRuns[]; readonly unplanned: readonly UnplannedCase[] } {
  const caseRuns: CaseRuns[] = [];
  const unplanned: UnplannedCase[] = [];
  cases.forEach(({ query, label }, place) => {
    const seen = virtual[place];
    if (seen === undefined) return;
    const runs = [seen, ...real.map((run) => run[place] ?? seen)];
    const failed = runs.find((run) => !run.ok);
    if (failed !== undefined && !failed.ok) {
      unplanned.push({ query, case: label, failure: failed.failure });
    } else if (seen.ok) {
      const plans = runs.slice(1).flatMap((run): Plan[] => (run.ok ? [run.plan] : []));
      const { plan, statement } = seen;
      caseRuns.push({ query, case: label, statement, virtual: plan, real: plans });
    }
  });
  return { caseRuns, unplanned };
}

/** Plans and statistics of the same real rows under one run of ANALYZE after the other. */
async function repeatedly(
  world: World,
  planAll: (planner: Pick<World, 'planAt' | 'settings'>) => Promise<readonly PlanOutcome[]>,
  { rows, runs: wanted, statistics: withStatistics, signal }: VerifyScenarioOptions,
): Promise<{
  readonly runs: readonly (readonly PlanOutcome[])[];
  readonly statistics: readonly Statistics[];
}> {
  const runs: (readonly PlanOutcome[])[] = [];
  // The seed engine's own way would vote among several runs of ANALYZE; here each counts for itself.
  const planner: Pick<World, 'planAt' | 'settings'> = {
    settings: world.settings,
    async planAt(_, statements) {
      const outcomes: PlanOutcome[] = [];
      for (const statement of statements) outcomes.push(await world.replan(rows, statement, {}));
      return outcomes;
    },
  };
  const statistics: Statistics[] = [];
  for (let run = 0; run < wanted; run += 1) {
    signal.throwIfAborted();
    // The rows were analysed when they were loaded.
    if (run > 0) await world.inspect(rows, analyze);
    if (withStatistics) statistics.push(await world.inspect(rows, readStatistics));
    runs.push(await planAll(planner));
  }
  return { runs, statistics };
}

async function analyze(connection: Connection): Promise<void> {
  await connection.query('analyze');
}

async function inWorld<Result>(
  world: World,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}
