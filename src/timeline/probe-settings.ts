import type { History } from './history';
import { movedMargins } from './moved-settings';
import type { PriceBook } from './price-changes';
import type { PlanAt, Replan } from './types';
import type { Visit } from './visit';

/**
 * Looks more closely at how far settings would move the losses of indexes, until it is sure which one moves
 * each the farthest: a point or two per loss, and the same ones for all losses in a decade.
 */
export async function probeSettings(parts: {
  readonly histories: readonly History[];
  readonly prices: PriceBook;
  readonly visit: Visit;
  readonly planAt: PlanAt;
  readonly replan: Replan;
}): Promise<void> {
  const { histories, prices, visit, planAt, replan } = parts;
  const wanted = new Map<number, History[]>();
  for (const history of histories) {
    for (const scale of new Set(prices.undecided(history))) {
      wanted.set(scale, [...(wanted.get(scale) ?? []), history]);
    }
  }
  if (wanted.size === 0) return;
  await visit(new Map([...wanted].sort(([a], [b]) => a - b)), async (scale, some) => {
    const cases = some.map((history) => history.case);
    const outcomes = await planAt(scale, cases);
    for (const [i, history] of some.entries()) {
      const outcome = outcomes[i];
      if (outcome?.ok !== true) {
        history.probed.set(scale, undefined);
        continue;
      }
      const point = { scale, plan: outcome.plan, statement: outcome.statement };
      history.probed.set(scale, { point, margins: await movedMargins(point, replan) });
    }
  });
  await probeSettings(parts);
}
