import type { Engine, EngineContext, World } from '../engine/types';
import type { Case } from '../scenario/types';
import { grid, type Scales } from '../scenario/scales';
import { memoryLimits } from '../plan/memory-needs';
import { pageSteps } from '../timeline/points/page-steps';
import { sweep, type SweepResult } from '../timeline/sweep';
import type { PlanAt } from '../timeline/types';
import { relationRows } from './relation-rows';

/** Sweeps cases in the world of one condition. */
export function sweepWorld(
  engine: Engine,
  { scenario, model, condition, signal }: EngineContext,
  world: World,
  {
    cases,
    planAt,
    scales,
    precision,
  }: {
    readonly cases: readonly Case[];
    readonly planAt: PlanAt;
    readonly scales: Scales;
    readonly precision: number;
  },
): Promise<SweepResult> {
  return sweep({
    scenario: scenario.name,
    condition: condition.label,
    cases,
    scales: grid(scales),
    precision,
    planAt,
    replan: (scale, statement, changed) => world.replan(scale, statement, changed),
    memory: memoryLimits(world.settings),
    sizes: {
      steps: pageSteps(world.settings),
      sizesAt: (scale, statements) => world.sizesAt(scale, statements),
    },
    scalesAtOnce: world.scalesAtOnce,
    decisiveSettings: engine.visitsAreCheap,
    relationRows: world.relationRows ?? relationRows(model),
    signal,
  });
}
