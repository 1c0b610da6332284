import { advise } from '../advice/try/advise';
import type { Engine, EngineContext, World } from '../engine/types';
import { PlancliffError } from '../errors';
import { notMeasured, type MeasuredCase, type Measurements } from '../findings/evidence';
import type { Catalog } from '../postgres/catalog/types';
import type { Case } from '../scenario/types';
import type { Timeline } from '../timeline/types';
import { indexMethodsOf } from '../trial/index-methods';
import { openTrial } from '../trial/open-trial';
import { worldStatistics } from '../trial/server/statistics';
import { measureTimelines } from './measure-timelines';
import { referentialChecks } from './referential-checks';

/** A trial of the cases that were swept. */
export interface TrialBeside {
  /** Loads the tables, and runs what the sweep found. A trial that fails leaves a note and loses no sweep. */
  measure(cases: readonly Case[], timelines: readonly Timeline[]): Promise<Measurements>;
  close(): Promise<void>;
}

/** @param world whose statistics the tables get; open until the trial is closed */
export function openTrialBeside(
  context: EngineContext,
  world: World,
  options: {
    readonly sizes?: readonly number[] | undefined;
    readonly catalog: Catalog;
    readonly engine: Engine;
  },
): TrialBeside {
  const trial = openTrial({
    ...context,
    // The sweep reports the progress of both: rows of two sizes at once would make no line to read.
    onProgress: () => undefined,
    sizes: options.sizes,
    indexMethods: indexMethodsOf(options.catalog),
    statistics: worldStatistics(world),
  });
  // Not beside the sweep: documents of one scenario then differed near a tie, in 4 of 4 runs, and in none of 3 this way.
  // An open transaction of the load may keep dead entries at the ends of indexes in sight of the planner
  // (get_actual_variable_endpoint, selfuncs.c).
  const load = (): Promise<{ readonly error: unknown } | undefined> =>
    trial.load().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
  return {
    async measure(cases, timelines) {
      try {
        const failed = await load();
        if (failed !== undefined) throw failed.error;
        const found = await measureTimelines(trial, cases, timelines);
        const advising = { ...options, context, world, trial };
        const { tried, passedOver } = await advise(advising, cases, timelines, found);
        const measured: MeasuredCase[] = [];
        for (const each of found) {
          const isOf = (one: { readonly query: string; readonly label: string }): boolean =>
            one.query === each.query && one.label === each.case;
          const why = passedOver.find(isOf)?.why;
          const timeline = timelines.find(
            ({ query, case: label }) => query === each.query && label === each.case,
          );
          const checks = timeline && (await referentialChecks(world, options.catalog, timeline));
          measured.push({
            ...each,
            tried: tried.filter(isOf),
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
      }
    },
    close: () => trial.close(),
  };
}
