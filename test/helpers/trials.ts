import { modelDrawer } from '../../src/drawer/from-model';
import type { EngineContext, World } from '../../src/engine/types';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { resolveSettings } from '../../src/scenario/profiles';
import type { Case, Scenario } from '../../src/scenario/types';
import { openTrial, type Trial } from '../../src/trial/open-trial';
import type { TrialOptions } from '../../src/trial/options';
import { worldStatistics, type StatisticsSource } from '../../src/trial/server/statistics';
import { growthOf } from '../../src/trial/summary';
import type { AccessTrial, MeasuredRun, Target, TrialRun } from '../../src/trial/types';
import type { TestServer } from './server';
import { casesOf, contextFor } from './world';

export const sizes = [3_000, 10_000, 30_000];

export interface Given {
  readonly trial: Trial;
  readonly caseOf: (id: string) => Case;
  /** The plan of a case at a row count, as a check finds it. */
  readonly targetOf: (id: string, scale: number) => Promise<Target>;
  /** Of the virtual tables. */
  readonly statistics: StatisticsSource;
}

/** Virtual tables of a scenario, and the trial that a test gets that asks for no other. */
interface Opened {
  readonly context: EngineContext;
  readonly world: World;
  readonly trial: Trial;
}

/** Of the scenarios that were asked for last: the tests share them, and a server has 64 connections. */
const opened = new Map<string, Opened>();
const mostOpened = 3;

async function close({ trial, world }: Opened): Promise<void> {
  await trial.close();
  await world.close();
}

/** Ends what the tests of a file have shared. */
export async function closeOpened(): Promise<void> {
  for (const each of opened.values()) await close(each);
  opened.clear();
}

async function open(server: TestServer, scenario: Scenario): Promise<Opened> {
  const { name } = scenario;
  const found = opened.get(name);
  opened.delete(name);
  const [oldest] = opened;
  if (found === undefined && oldest !== undefined && opened.size === mostOpened) {
    opened.delete(oldest[0]);
    await close(oldest[1]);
  }
  const of = found ?? (await openNew(server, scenario));
  opened.set(name, of);
  return of;
}

async function openNew(server: TestServer, scenario: Scenario): Promise<Opened> {
  // What is measured does not depend on how exactly the virtual tables are sampled.
  const settings = { default_statistics_target: '20', ...resolveSettings(scenario.definition) };
  const context = await contextFor(server, scenario, { settings });
  const world = await virtualEngine.open(context);
  const trial = openTrial({ ...context, sizes, statistics: worldStatistics(world) });
  return { context, world, trial };
}

/**
 * A trial of the scenario, beside the virtual tables that its targets and statistics come from. What a trial has measured
 * it does not measure again: a test that measures twice has one of its own, as every test that names options.
 */
export async function tried(
  server: TestServer,
  scenario: Scenario,
  work: (given: Given) => Promise<void>,
  options?: Partial<TrialOptions>,
): Promise<void> {
  const { context, world, trial: shared } = await open(server, scenario);
  const planAt = async (scale: number, cases: readonly Case[]) => {
    const statements = await world.inspect(scale, (connection) =>
      modelDrawer(scenario.queries, context.model, connection).statementsAt(scale, cases),
    );
    return world.planAt(scale, statements);
  };
  const statistics = worldStatistics(world);
  const own = options && openTrial({ ...context, sizes, statistics, ...options });
  const caseOf = (id: string): Case => {
    const found = casesOf(scenario).find((each) => each.id === id);
    if (found === undefined) throw new Error(`No case ${id}`);
    return found;
  };
  try {
    await work({
      trial: own ?? shared,
      statistics,
      caseOf,
      async targetOf(id, scale) {
        const [outcome] = await planAt(scale, [caseOf(id)]);
        if (outcome?.ok !== true) throw new Error(`${id} does not plan`);
        return { plan: outcome.plan, scale };
      },
    });
  } finally {
    await own?.close();
  }
}

/** A run that ended. */
export function measured(run: TrialRun | undefined): MeasuredRun {
  if (run?.outcome !== 'measured') throw new Error(`Not measured: ${JSON.stringify(run)}`);
  return run;
}

export const workSlope = (trial: AccessTrial): number =>
  growthOf(trial, ({ work }) => work)?.slope ?? Number.NaN;
export const lastWork = (trial: AccessTrial): number => measured(trial.runs.at(-1)).figures.work;

/** The access at 1,000 rows' size of table, and the one that takes its place at the large scale. */
export async function beforeAndAfter(
  { trial, caseOf, targetOf }: Given,
  id: string,
  [small, large]: readonly [number, number],
): Promise<{ readonly before: AccessTrial; readonly after: AccessTrial }> {
  const before = await targetOf(id, small);
  const after = await targetOf(id, large);
  expect(after.plan.accessSignature).not.toBe(before.plan.accessSignature);
  return {
    before: await trial.measure(caseOf(id), before),
    after: await trial.measure(caseOf(id), after),
  };
}
