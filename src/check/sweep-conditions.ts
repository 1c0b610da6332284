import type { Drawer } from '../drawer/types';
import type { Engine, EngineContext, World } from '../engine/types';
import { notMeasured, type Measurements } from '../findings/evidence';
import { fresh } from '../scenario/check/check-conditions';
import type { Case } from '../scenario/types';
import { planCases } from './plan-cases';
import { relationRows } from './relation-rows';
import { grid, type Scales } from '../scenario/scales';
import type { TrialBeside } from './trial-beside';
import { sweep, type SweepResult } from '../timeline/sweep';
import { workerSteps } from '../timeline/worker-steps';

export interface Swept extends SweepResult {
  readonly approximations: readonly string[];
  /** Settings that were in force in the planning sessions. */
  readonly settings: { readonly [name: string]: string };
  readonly measurements: Measurements;
}

/** Sweeps the cases under each of the scenario's conditions, each in a world of its own. The trial has one besides. */
export async function sweepConditions(
  engine: Engine,
  context: Omit<EngineContext, 'condition' | 'onProgress'> & {
    readonly onProgress: (condition: string) => EngineContext['onProgress'];
  },
  options: {
    readonly cases: readonly Case[];
    readonly drawer: Drawer;
    readonly scales: Scales;
    readonly precision: number;
    /** Opens the trial, or says why there is none. */
    readonly trial:
      ((context: EngineContext, world: World) => TrialBeside) | { readonly reason: string };
  },
): Promise<Swept> {
  const { scenario, model, signal } = context;
  const results: SweepResult[] = [];
  const approximations = new Set<string>();
  let { settings } = context;
  let trial: TrialBeside | undefined;
  const toClose: { close(): Promise<void> }[] = [];
  try {
    for (const condition of scenario.conditions) {
      const { planCacheMode } = condition;
      const own = {
        ...context,
        condition,
        settings: {
          ...context.settings,
          ...(planCacheMode === undefined ? {} : { plan_cache_mode: planCacheMode }),
        },
        onProgress: context.onProgress(condition.label),
      };
      const world = await engine.open(own);
      toClose.unshift(world);
      if (condition.label === fresh.label && typeof options.trial === 'function') {
        // A world of its own: what is read there between two visits of the sweep would move the order of its lanes.
        const beside = await engine.open({ ...own, lanes: 1, onProgress: () => undefined });
        toClose.unshift(beside);
        trial = options.trial(own, beside);
        toClose.unshift(trial);
      }
      results.push(
        await sweep({
          scenario: scenario.name,
          condition: condition.label,
          cases: options.cases,
          scales: grid(options.scales),
          precision: options.precision,
          planAt: planCases(world, options.drawer),
          replan: (scale, statement, changed) => world.replan(scale, statement, changed),
          workers: {
            steps: workerSteps(world.settings),
            pagesAt: (scale, statements) => world.pagesAt(scale, statements),
          },
          lanes: world.lanes,
          decisiveSettings: engine.visitsAreCheap,
          relationRows: relationRows(model),
          signal,
        }),
      );
      for (const each of world.approximations) approximations.add(each);
      // A condition may change a setting for itself; those of the scenario are the first one's.
      if (results.length === 1) ({ settings } = world);
    }
    const timelines = results.flatMap((result) => result.timelines);
    const reason = typeof options.trial === 'function' ? 'no fresh tables' : options.trial.reason;
    const measurements = (await trial?.measure(options.cases, timelines)) ?? notMeasured(reason);
    return {
      timelines,
      measurements,
      unplannable: results.flatMap(({ unplannable }) => unplannable),
      approximations: [...approximations],
      settings,
    };
  } finally {
    for (const each of toClose) await each.close();
  }
}
