import { formatRows } from '../../timeline/row-count';
import type { TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { growthOver, type Growth } from '../growth';
import { finding } from '../make';
import { formatCost, formatSlope, listed } from '../words';

/** More than n log n: a plan whose cost rises faster than that multiplies one table by another. */
const steepest = 1.2;

/** A range shorter than this ratio shows a local bend, not how the query grows. */
const shortest = 10;

/** A query that costs no more than this does not hurt however it got there (in the planner's units). */
const cheap = 1000;

/** Kinds that say the same: something here costs more than it returns. */
const saysItToo = new Set(['index-lost', 'index-demoted', 'no-index', 'expectation-broken']);

/** Within one range of unchanged access, cost runs away from the rows returned. */
export const costOutgrows: Rule = (timeline, context) => {
  const alreadyTold = context.told.some(
    (told) => saysItToo.has(told.kind) && told.severity !== 'info',
  );
  if (alreadyTold) return [];
  const steep = timeline.ranges.flatMap((range, i) => {
    const last = range.points.at(-1);
    if (last === undefined || range.to / range.from < shortest || last.plan.cost < cheap) return [];
    const earlier = timeline.ranges.slice(0, i).flatMap((each) => each.points);
    const growth = growthOver(range.points, earlier, 0);
    return growth.outruns || growth.costSlope > Math.max(steepest, growth.rowsSlope + 0.2)
      ? [{ range, growth, cost: last.plan.cost }]
      : [];
  });
  const widest = steep.sort((a, b) => width(b.range) - width(a.range))[0];
  if (widest === undefined) return [];
  const { range, growth, cost } = widest;
  return [
    finding(timeline, 'cost-outgrows', {
      why:
        `Between ${formatRows(range.from)} and ${formatRows(range.to)} rows the same access comes to cost ${formatCost(cost)}: ` +
        `cost grows as ${formatSlope(growth.costSlope)} and the ${growth.rowsAre} as ${formatSlope(growth.rowsSlope)}.`,
      advice: advice(range, growth),
      at: range.from,
      costSlope: growth.costSlope,
      rowsSlope: growth.rowsSlope,
    }),
  ];
};

function width(range: TimelineRange): number {
  return range.to / range.from;
}

function advice(range: TimelineRange, growth: Growth): string {
  const indexes = range.points.at(-1)?.plan.accesses.flatMap((access) => access.indexes) ?? [];
  if (growth.costSlope > steepest) {
    return 'Look for a join without an index on its inner side, or one that pairs every row with every other.';
  }
  return indexes.length === 0
    ? 'Bound what is read: an index on the condition, followed by the columns of the ORDER BY.'
    : `What ${listed([...new Set(indexes)])} yields grows with the table: put the other conditions, or the columns of the ORDER BY, behind its own.`;
}
