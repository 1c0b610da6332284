import type { AccessPath } from '../../plan/types';
import { formatRows } from '../../timeline/row-count';
import type { Rule } from '../context';
import { growthOver } from '../growth';
import { relationGrowth } from '../harm';
import { bestIndex } from '../index-advice';
import { finding, known } from '../make';
import { accessesOver, allPoints } from '../stretch';
import { formatCost, formatSlope } from '../words';

/** From here on a full scan is no longer what any sane planner would do for a handful of rows. */
const smallTable = 10_000;

/** Below this part of the whole cost a full scan is not what makes the query slow. */
const share = 0.1;

/**
 * A relation that grows is scanned in full at every scale, though the result does not grow. An aggregate
 * that is made of more rows as the table grows is no such case: reading them is its job.
 */
export const noIndex: Rule = (timeline, context) => {
  const points = allPoints(timeline);
  const last = points.at(-1);
  if (last === undefined || last.scale < smallTable) return [];
  const growth = growthOver(points, [], 1);
  if (growth.rowsSlope >= 0.25 || growth.costSlope - growth.rowsSlope < 0.5) return [];
  return last.plan.accesses
    .filter((access) => alwaysFull(accessesOver(timeline, access)))
    .filter((access) => relationGrowth(access, points, [], context) >= 0.5)
    .filter((access) => access.cost >= share * last.plan.cost)
    .filter((access) => (context.relationRows(access, last.scale) ?? smallTable) >= smallTable)
    .slice(0, 1)
    .map((access) => {
      const index = bestIndex(access, last.plan, context.catalog);
      return finding(timeline, 'no-index', {
        why:
          `${access.relation} is read in full at every size, ${formatCost(access.cost)} at ${formatRows(last.scale)} rows, ` +
          `for ${formatRows(last.plan.rows)} rows returned: cost grows as ${formatSlope(growth.costSlope)} and the ${growth.rowsAre} as ${formatSlope(growth.rowsSlope)}.`,
        advice:
          index === undefined
            ? 'Give the condition a form that an index can serve: a bare column against a value, or an index on the expression.'
            : `Try "${index}".`,
        ...known({
          at: timeline.ranges[0]?.from,
          occurrence: access.occurrence,
          relation: access.relation,
          costWithout: last.plan.cost,
          costSlope: growth.costSlope,
          rowsSlope: growth.rowsSlope,
        }),
      });
    });
};

function alwaysFull(accesses: readonly (AccessPath | undefined)[]): boolean {
  return accesses.every((access) => access?.method === 'seq');
}
