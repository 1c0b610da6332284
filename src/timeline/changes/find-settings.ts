import { roundRows } from '../../text/row-count';
import type { ChangeCosts, Loss } from './change-costs';
import { decisiveSetting } from './decisive-setting';
import type { History } from '../points/history';
import type { PlanAt, Replan } from '../types';
import type { Visit } from '../visit';

/** A setting is decisive for a loss if it moves the loss this far. Just after it, any small help brings the index back. */
const far = 1.5;

/**
 * Finds the setting on which each loss of an index depends, at one row count past the loss. These row counts are
 * quarter decades, so that the losses of many cases share the tables there.
 *
 * @param largest no row count beyond this one is visited, in rows of the driving table
 */
export async function findSettings(parts: {
  readonly histories: readonly History[];
  readonly costs: ChangeCosts;
  readonly largest: number;
  readonly visit: Visit;
  readonly planAt: PlanAt;
  readonly replan: Replan;
}): Promise<void> {
  const { histories, costs, largest, visit, planAt, replan } = parts;
  const wanted = new Map<number, Loss[]>();
  for (const loss of histories.flatMap((history) => costs.losses(history))) {
    const scale = quarterDecade(loss.after.scale * far);
    if (scale > largest) continue;
    wanted.set(scale, [...(wanted.get(scale) ?? []), loss]);
  }
  if (wanted.size === 0) return;
  await visit(new Map([...wanted].sort(([a], [b]) => a - b)), async (scale, losses) => {
    const cases = losses.map(({ history }) => history.case);
    const outcomes = await planAt(scale, cases);
    for (const [i, loss] of losses.entries()) {
      const outcome = outcomes[i];
      if (outcome?.ok !== true) continue;
      const { plan, statement } = outcome;
      const setting = await decisiveSetting(loss.scan, { scale, plan, statement }, replan);
      if (setting !== undefined) costs.dependsOn(loss, setting);
    }
  });
}

/** The first quarter decade from a row count on. */
function quarterDecade(rows: number): number {
  return roundRows(10 ** (Math.ceil(Math.log10(rows) * 4) / 4), 3);
}
