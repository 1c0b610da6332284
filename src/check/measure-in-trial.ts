import { advise } from '../advice/try/advise';
import { subjectsOf } from '../advice/try/subjects';
import type { Engine, EngineContext, World } from '../engine/types';
import { PlancliffError } from '../errors';
import { notMeasured, type MeasuredCase, type Measurements } from '../findings/evidence';
import type { Catalog } from '../postgres/catalog/types';
import type { Case } from '../scenario/types';
import type { Timeline } from '../timeline/types';
import { indexMethodsOf } from '../trial/sizes/index-methods';
import { openTrial } from '../trial/open-trial';
import { worldStatistics } from '../trial/server/statistics';
import { bothPlans } from './both-plans';
import { countConditions } from './count-conditions';
import { measureTimelines } from './measure-timelines';
import { referentialChecks } from './referential-checks';

export interface InTrial {
  readonly engine: Engine;
  readonly context: EngineContext;
  /** The tables of the fresh condition, whose statistics the loaded tables get. */
  readonly world: World;
  readonly catalog: Catalog;
  /** Row counts of the driving table; the trial's own where absent. */
  readonly sizes?: readonly number[] | undefined;
}

/**
 * Loads the tables of a trial, runs there what a sweep found, and tries advice. A trial that fails leaves a note and
 * loses no sweep.
 */
export async function measureInTrial(
  { engine, context, world, catalog, sizes }: InTrial,
  cases: readonly Case[],
  timelines: readonly Timeline[],
): Promise<Measurements> {
  const trial = openTrial({
    ...context,
    sizes,
    indexMethods: indexMethodsOf(catalog),
    statistics: worldStatistics(world),
  });
  try {
    await trial.load();
    const found = await measureTimelines(trial, cases, timelines);
    const advising = { engine, context, world, trial, catalog };
    const { tried, passedOver } = await advise(advising, cases, timelines, found);
    const suspects = subjectsOf(cases, timelines, found);
    const measured: MeasuredCase[] = [];
    for (const each of found) {
      const isOf = (one: { readonly query: string; readonly label: string }): boolean =>
        one.query === each.query && one.label === each.case;
      const why = passedOver.find(isOf)?.why;
      const timeline = timelines.find(
        ({ query, case: label }) => query === each.query && label === each.case,
      );
      const checks = timeline && (await referentialChecks(world, catalog, timeline));
      const suspect = suspects.find(({ of }) => isOf(of));
      const counted =
        suspect === undefined ? [] : await countConditions(trial, suspect.of, suspect.without);
      const both = timeline && (await bothPlans(world, timeline));
      measured.push({
        ...each,
        tried: tried.filter(isOf),
        ...(counted.length === 0 ? {} : { counted }),
        ...(both === undefined ? {} : { bothPlans: both }),
        ...(checks === undefined || checks.length === 0 ? {} : { referential: checks }),
        ...(why === undefined ? {} : { passedOver: why }),
      });
    }
    const notes = trial.reason === undefined ? [] : [trial.reason];
    return { sizes: trial.sizes, cases: measured, notes };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof PlancliffError)) throw error;
    return notMeasured(
      [error.message, error.reason].filter((part) => part !== undefined).join(': '),
    );
  } finally {
    await trial.close();
  }
}
