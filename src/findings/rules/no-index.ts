import type { AccessPath } from '../../plan/types';
import { formatRows } from '../../text/row-count';
import type { Timeline, TimelinePoint } from '../../timeline/types';
import type { Rule, RuleContext } from '../context';
import { growthOver } from '../growth';
import { relationGrowth } from '../harm';
import { bestIndex } from '../index-advice';
import { finding, known } from '../make';
import { comparisonOf } from '../predicates';
import { rewriteAdvice } from '../rewrite-advice';
import { accessesOver, allPoints } from '../stretch';
import type { Finding } from '../types';
import { formatCost, formatShare, formatSlope } from '../../text/figures';
import { wrappedAdvice } from '../wrapped-advice';

/** A table of fewer rows is read in full by any sane plan. */
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
  const scans = last.plan.accesses
    .filter((access) => accessesOver(timeline, access).every((each) => each?.method === 'seq'))
    .filter((access) => relationGrowth(access, points, [], context) >= 0.5)
    .filter((access) => access.cost >= share * last.plan.cost)
    .filter((access) => (context.relationRows(access, last.scale) ?? smallTable) >= smallTable)
    .filter((access) => !isTold(access, context));
  const found = scans.flatMap((access) => [
    ...boundedResult(access, timeline, points, last, context),
    ...wrappedColumn(access, timeline, last, context),
  ]);
  return found.slice(0, 1);
};

/** An index that fits and is not used says more than that there is none. */
function isTold(access: AccessPath, context: RuleContext): boolean {
  return context.told.some(
    (told) => told.kind === 'index-never-used' && told.occurrence === access.occurrence,
  );
}

function boundedResult(
  access: AccessPath,
  timeline: Timeline,
  points: readonly TimelinePoint[],
  last: TimelinePoint,
  context: RuleContext,
): readonly Finding[] {
  const growth = growthOver(points, [], 1);
  if (growth.rowsSlope >= 0.25 || !growth.outruns) return [];
  const index = bestIndex(access, last.plan, context.catalog);
  return [
    finding(timeline, 'no-index', {
      why:
        `${access.relation} is read in full at every size, at a cost of ${formatCost(access.cost)} with ${formatRows(last.scale)} rows, ` +
        `for ${formatRows(Math.max(1, last.plan.rows))} rows returned: cost grows as ${formatSlope(growth.costSlope)} and the ${growth.rowsAre} as ${formatSlope(growth.rowsSlope)}.`,
      advice:
        rewriteAdvice(last.plan) ??
        (index === undefined ? wrappedAdvice(access, context.catalog) : `Try "${index}".`),
      ...known({
        at: timeline.ranges[0]?.from,
        occurrence: access.occurrence,
        relation: access.relation,
        costWithout: last.plan.cost,
        costSlope: growth.costSlope,
        rowsSlope: growth.rowsSlope,
      }),
    }),
  ];
}

/** selfuncs.h, DEFAULT_EQ_SEL: the share that the planner assumes where it has no statistics; with a hair more. */
const guessed = 0.005 * 1.05;

/**
 * The column stands inside a function or a cast: no index on it can serve, and the planner has no statistics
 * on the expression, so that its rows "grow" with the table by a guess. The guess must not excuse the scan.
 */
function wrappedColumn(
  access: AccessPath,
  timeline: Timeline,
  last: TimelinePoint,
  context: RuleContext,
): readonly Finding[] {
  const rows = context.relationRows(access, last.scale);
  if (rows === undefined || access.rows > rows * guessed) return [];
  const wrapped = access.filters
    .map((filter) => comparisonOf(filter))
    .find((comparison) => comparison?.operator === '=' && !comparison.bare);
  if (wrapped === undefined) return [];
  return [
    finding(timeline, 'no-index', {
      why:
        `${access.relation} is read in full at every size, at a cost of ${formatCost(access.cost)} with ${formatRows(last.scale)} rows: ` +
        `no index serves ${wrapped.operand}, and the planner, without statistics on it, guesses ${formatShare(access.rows / rows)} of the rows.`,
      advice: wrappedAdvice(access, context.catalog),
      ...known({
        at: timeline.ranges[0]?.from,
        occurrence: access.occurrence,
        relation: access.relation,
        selectivity: access.rows / rows,
        costWithout: last.plan.cost,
      }),
    }),
  ];
}
