import type { Drawer } from '../drawer/types';
import type { Engine, EngineContext, World } from '../engine/types';
import { notMeasured, type Measurements, type SampledPlans } from '../findings/evidence';
import { fresh } from '../scenario/validate/validate-conditions';
import type { Case } from '../scenario/types';
import { beginTrial } from './begin-trial';
import { tellingTrial, type BegunTrial, type FreshTables, type Measuring } from './measuring';
import { planCases } from './plan-cases';
import { planUnderSamples } from './plan-under-samples';
import type { Catalog } from '../postgres/catalog/types';
import type { Scales } from '../scenario/scales';
import type { SweepResult } from '../timeline/sweep';
import type { Timeline } from '../timeline/types';
import { worldStatistics } from '../trial/server/statistics';
import { sweepVariants, type SweptVariant } from './sweep-variants';
import { sweepWorld } from './sweep-world';

export interface Swept extends SweepResult {
  readonly approximations: readonly string[];
  /** Settings that were in force in the planning sessions. */
  readonly settings: { readonly [name: string]: string };
  readonly measurements: Measurements;
  readonly variants: readonly SweptVariant[];
}

type ContextOfAll = Omit<EngineContext, 'condition' | 'onProgress'> & {
  readonly onProgress: (condition: string) => EngineContext['onProgress'];
};

interface SweepOptions {
  readonly cases: readonly Case[];
  readonly drawer: Drawer;
  readonly scales: Scales;
  readonly precision: number;
  /** Cases that are swept a second time, as hurried authors would write them. */
  readonly withVariants?:
    { readonly catalog: Catalog; readonly varied: readonly Case[] } | undefined;
  /** Runs the plans of the timelines, or says why nothing is run. */
  readonly measure: Measuring | { readonly reason: string };
}

/** Sweeps the cases under each of the scenario's conditions, each in a world of its own, and measures what it found. */
export async function sweepConditions(
  engine: Engine,
  context: ContextOfAll,
  options: SweepOptions,
): Promise<Swept> {
  const { measure } = options;
  const results: SweepResult[] = [];
  const approximations = new Set<string>();
  let { settings } = context;
  let ofFresh: FreshTables | undefined;
  let begun: BegunTrial | undefined;
  const worlds: World[] = [];
  try {
    for (const condition of context.scenario.conditions) {
      const own = { ...context, condition, onProgress: context.onProgress(condition.label) };
      const world = await engine.open(own);
      worlds.unshift(world);
      const plan = planCases(world, options.drawer, {
        cases: own.scenario.queries.flatMap((query) => query.cases),
        plan: condition.plan,
      });
      const here: FreshTables = { context: own, world, statistics: worldStatistics(world) };
      const isFresh = condition.label === fresh.label;
      if (isFresh) ofFresh = here;
      if (isFresh && 'run' in measure) begun = beginTrial(here, measure.input);
      const planAt = isFresh && begun !== undefined ? tellingTrial(plan, begun) : plan;
      results.push(await sweepWorld(engine, own, world, { ...options, planAt }));
      for (const each of world.approximations) approximations.add(each);
      ({ settings } = world);
    }
    const timelines = results.flatMap((result) => result.timelines);
    const variants =
      ofFresh === undefined || options.withVariants === undefined
        ? []
        : await sweepVariants(engine, ofFresh.context, ofFresh.world, {
            ...options,
            ...options.withVariants,
            timelines,
          });
    const sampled = ofFresh === undefined ? [] : await underSamples(engine, ofFresh, timelines);
    const measurements =
      'run' in measure && ofFresh !== undefined && begun !== undefined
        ? await measure.run({ ...ofFresh, begun }, timelines, sampled)
        : notMeasured('run' in measure ? 'no fresh tables' : measure.reason);
    return {
      timelines,
      measurements: sampled.length === 0 ? measurements : { ...measurements, sampled },
      variants,
      unplannable: results.flatMap(({ unplannable }) => unplannable),
      approximations: [...approximations],
      settings,
    };
  } finally {
    await begun?.close();
    for (const each of worlds) await each.close();
  }
}

/** The cases of the fresh tables whose plan depends on the rows that ANALYZE reads. */
function underSamples(
  engine: Engine,
  { context, world }: FreshTables,
  timelines: readonly Timeline[],
): Promise<readonly SampledPlans[]> {
  const { definition, twin } = context.scenario;
  return planUnderSamples(
    // The statistics of a real database are those that one sample made.
    { engine, context, world, samples: twin === undefined ? definition.samples : 0 },
    timelines.filter(({ condition }) => condition === fresh.label),
  );
}
