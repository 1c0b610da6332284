import type { World } from '../engine/types';
import { customPlanCost, takesGeneric } from '../plan/plan-cache';
import type { PlanOutcome, Statement } from '../plan/types';
import { withPlanMode } from './plan-mode';

interface Asked {
  readonly statement: Statement;
  /** Cases of one query are executions of its prepared statement; undefined where plan_cache_mode is not `auto`. */
  readonly query: string | undefined;
}

/** A prepared statement: cases of one text under one role. Each text of a builder is a statement of its own. */
interface Prepared {
  readonly generic: Statement;
  readonly places: number[];
}

/**
 * Plans statements as a server does from the sixth execution on under plan_cache_mode `auto`, of whose first five the
 * cases are taken to have had equal shares (choose_custom_plan, plancache.c).
 */
export async function planAutomatically(
  world: Pick<World, 'planAt' | 'settings'>,
  scale: number,
  asked: readonly Asked[],
): Promise<readonly PlanOutcome[]> {
  const prepared = new Map<string, Prepared>();
  for (const [place, { statement, query }] of asked.entries()) {
    // Without parameters there is one plan, whatever its name.
    if (query === undefined || statement.parameters.length === 0) continue;
    const key = JSON.stringify([query, statement.sql, statement.settings?.['role']]);
    const generic = withPlanMode(statement, 'force_generic_plan');
    const known = prepared.get(key) ?? { generic, places: [] };
    known.places.push(place);
    prepared.set(key, known);
  }
  const customs = asked.map(({ statement, query }) =>
    query === undefined ? statement : withPlanMode(statement, 'force_custom_plan'),
  );
  const generics = [...prepared.values()];
  const all = await world.planAt(scale, [...customs, ...generics.map(({ generic }) => generic)]);
  const outcomes = all.slice(0, customs.length);
  for (const [k, { places }] of generics.entries()) {
    const generic = all[customs.length + k];
    const planned = places.flatMap((place) => {
      const outcome = outcomes[place];
      return outcome?.ok === true ? [{ place, outcome }] : [];
    });
    if (generic?.ok !== true || planned.length === 0) continue;
    const sum = planned.reduce(
      (total, { outcome: { plan } }) => total + customPlanCost(plan, world.settings),
      0,
    );
    const planCache = {
      generic: generic.plan.cost,
      custom: sum / planned.length,
      cases: planned.length,
    };
    for (const { place, outcome } of planned) {
      const taken = takesGeneric(planCache)
        ? { plan: generic.plan, statement: withPlanMode(outcome.statement, 'force_generic_plan') }
        : outcome;
      outcomes[place] = {
        ok: true,
        plan: taken.plan,
        statement: { ...taken.statement, planCache },
      };
    }
  }
  return outcomes;
}
