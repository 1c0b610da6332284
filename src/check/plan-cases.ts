import type { Drawer } from '../drawer/types';
import { planCacheModes } from '../drawer/session-settings';
import type { World } from '../engine/types';
import type { Case, PlanMode } from '../scenario/types';
import type { PlanAt } from '../timeline/types';
import { planAutomatically } from './plan-automatically';
import { withPlanMode } from './plan-mode';

export interface PlanCasesOptions {
  /** The cases that a server executes, whose costs `plan: 'auto'` compares. */
  readonly cases: readonly Case[];
  /** Of the condition, in place of what the cases say. */
  readonly plan?: PlanMode | undefined;
}

/** Plans cases in a world, their values drawn for each scale. */
export function planCases(
  world: Pick<World, 'planAt' | 'settings'>,
  drawer: Drawer,
  { cases: all, plan }: PlanCasesOptions = { cases: [] },
): PlanAt {
  const modeOf = ({ session }: Case): PlanMode | undefined => plan ?? session?.plan;
  return async (scale, cases) => {
    const automatic = new Set(
      cases.filter((each) => modeOf(each) === 'auto').map(({ query }) => query),
    );
    // The server compares with the mean over all executions, also of cases that are not asked for here.
    const siblings = all.filter(
      (each) => automatic.has(each.query) && modeOf(each) === 'auto' && !cases.includes(each),
    );
    const wanted = [...cases, ...siblings];
    const statements = (await drawer.statementsAt(scale, wanted)).map((statement) =>
      plan === undefined ? statement : withPlanMode(statement, planCacheModes[plan]),
    );
    if (automatic.size === 0) return world.planAt(scale, statements);
    const planned = await planAutomatically(
      world,
      scale,
      statements.map((statement, place) => {
        const of = wanted[place] as Case;
        return { statement, query: modeOf(of) === 'auto' ? of.query : undefined };
      }),
    );
    return planned.slice(0, cases.length);
  };
}
