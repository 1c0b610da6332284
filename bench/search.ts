import { relationRows } from '../src/check/relation-rows';
import type { EngineContext } from '../src/engine/types';
import type { CaseWorld } from '../test/helpers/world';
import { sweep } from '../src/timeline/sweep';
import { changesOf, type Change } from './changes';
import { casesOf } from './workload';

/** How near a change is looked for, as a share of its row count. */
export const precision = 0.01;

/** Changes of all cases, whether or not virtual tables have shown one. */
export async function changesIn(
  { scenario, model }: EngineContext,
  world: Pick<CaseWorld, 'planAt' | 'replan'>,
  scalesAtOnce: number,
  scales: readonly number[],
): Promise<readonly Change[]> {
  const cases = casesOf(scenario);
  const { timelines } = await sweep({
    scenario: scenario.name,
    condition: 'fresh',
    cases,
    scales,
    precision,
    planAt: (scale, some) => world.planAt(scale, some),
    replan: (scale, statement, changed) => world.replan(scale, statement, changed),
    scalesAtOnce,
    relationRows: relationRows(model),
  });
  return timelines.flatMap((timeline) => changesOf(timeline, cases));
}
