import type { Drawer } from '../drawer/types';
import type { World } from '../engine/types';
import type { PlanAt } from '../timeline/types';

/** Plans cases in a world, their values drawn for each scale. */
export function planCases(world: Pick<World, 'planAt'>, drawer: Drawer): PlanAt {
  return async (scale, cases) => world.planAt(scale, await drawer.statementsAt(scale, cases));
}
