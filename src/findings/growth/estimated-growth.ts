import { formatCost, rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { Timeline, TimelinePoint, TimelineRange } from '../../timeline/types';
import type { Finding } from '../types';
import { growthOver, type Growth } from './growth';
import { growthFigures } from './growth-figures';
import { untried } from '../advice-text/tried-advice';
import { finding } from '../finding';

/** More than n log n: a plan whose cost rises faster than that multiplies one table by another. */
const steepest = 1.2;

/** A range shorter than this ratio shows a local bend, not how the query grows. */
const shortest = 10;

/** Costs, in the planner's units, below which a query hurts nobody however it got there. */
const cheap = { lasting: 1000, passing: 10_000 } as const;

/**
 * Cost for each row returned, in the planner's units, up to which a plan reads hardly more than its result: two pages at
 * random, of the table and of an index, at the stock costs. While tables are small many rows share a page, so that the
 * cost of looking up the same number of rows rises until each has its own.
 */
const forEachRow = 8;

/** Such costs of what every row of a statement causes. */
export const lastingHarm = cheap.lasting;

/**
 * Within one range of unchanged access the estimated cost runs away from the rows that the planner expects. Where the
 * planner finds something better at a larger size, the growth has an end and is a warning, if it gets far at all.
 */
export function estimatedGrowth(timeline: Timeline): readonly Finding[] {
  const steep = timeline.ranges.flatMap((range, i) => {
    const growth = steepGrowth(timeline, i);
    return growth === undefined ? [] : [{ range, growth, lasting: goesOn(timeline, i) }];
  });
  const worst = steep.at(-1);
  if (worst === undefined) return [];
  const { range, growth, lasting } = worst;
  return [
    finding(timeline, 'work-outgrows-result', {
      severity: lasting ? 'error' : 'warning',
      why:
        `By the planner's estimates, with an unchanged access path from ${formatRows(range.from)} to ${rowsText(range.to)} the cost reaches ${formatCost(endOf(range).plan.cost)}: ` +
        `${growthFigures(growth)}${lasting ? '' : ', until the planner chooses another plan'}.`,
      advice: untried,
      at: range.from,
      costSlope: growth.costSlope,
      rowsSlope: growth.rowsSlope,
    }),
  ];
}

/** Whether cost still runs away at the largest sizes, in this range or in those after it. */
function goesOn(timeline: Timeline, i: number): boolean {
  const rest = timeline.ranges.slice(i).flatMap((range) => range.points);
  const earlier = timeline.ranges.slice(0, i).flatMap((range) => range.points);
  return i === timeline.ranges.length - 1 || growthOver(rest, earlier, 0).lasts;
}

function steepGrowth(timeline: Timeline, i: number): Growth | undefined {
  const range = timeline.ranges[i] as TimelineRange;
  const lasting = goesOn(timeline, i);
  if (range.to / range.from < shortest) return undefined;
  if (endOf(range).plan.cost < (lasting ? cheap.lasting : cheap.passing)) return undefined;
  const { cost, rows } = endOf(range).plan;
  if (cost <= forEachRow * rows) return undefined;
  const earlier = timeline.ranges.slice(0, i).flatMap((each) => each.points);
  const growth = growthOver(range.points, earlier, 0);
  const multiplies = growth.costSlope > Math.max(steepest, growth.rowsSlope + 0.2);
  return (growth.outruns && growth.lasts) || multiplies ? growth : undefined;
}

function endOf(range: TimelineRange): TimelinePoint {
  return range.points.at(-1) as TimelinePoint;
}
