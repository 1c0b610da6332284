import type { Engine, EngineContext } from '../engine/types';
import type { Case } from '../scenario/types';
import { relationRows } from './relation-rows';
import { grid, type Scales } from '../scenario/scales';
import { sweep, type SweepResult } from '../timeline/sweep';

export interface Swept extends SweepResult {
  readonly approximations: readonly string[];
  /** Settings that were in force in the planning sessions. */
  readonly settings: { readonly [name: string]: string };
}

/** Sweeps the cases under each of the scenario's conditions, each in a world of its own. */
export async function sweepConditions(
  engine: Engine,
  context: Omit<EngineContext, 'condition' | 'onProgress'> & {
    readonly onProgress: (condition: string) => EngineContext['onProgress'];
  },
  options: {
    readonly cases: readonly Case[];
    readonly scales: Scales;
    readonly precision: number;
  },
): Promise<Swept> {
  const { scenario, model, signal } = context;
  const results: SweepResult[] = [];
  const approximations = new Set<string>();
  let { settings } = context;
  for (const condition of scenario.conditions) {
    const onProgress = context.onProgress(condition.label);
    const world = await engine.open({ ...context, condition, onProgress });
    try {
      results.push(
        await sweep({
          scenario: scenario.name,
          condition: condition.label,
          cases: options.cases,
          scales: grid(options.scales),
          precision: options.precision,
          planAt: (scale, cases) => world.planAt(scale, cases),
          replan: (scale, statement, changed) => world.replan(scale, statement, changed),
          lanes: world.lanes,
          decisiveSettings: engine.visitsAreCheap,
          relationRows: relationRows(model),
          signal,
        }),
      );
      for (const each of world.approximations) approximations.add(each);
      ({ settings } = world);
    } finally {
      await world.close();
    }
  }
  return {
    timelines: results.flatMap(({ timelines }) => timelines),
    unplannable: results.flatMap(({ unplannable }) => unplannable),
    approximations: [...approximations],
    settings,
  };
}
