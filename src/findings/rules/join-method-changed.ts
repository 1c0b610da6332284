import type { Plan } from '../../plan/types';
import type { TimelinePoint } from '../../timeline/types';
import type { Rule } from '../context';
import { finding } from '../finding';
import { nodesOf } from '../../plan/nodes';
import { allPoints } from '../changes/row-count-interval';
import { formatCost, listed, rowsText } from '../../text/figures';

const joins = new Set(['Nested Loop', 'Hash Join', 'Merge Join']);

/** Tables are joined by other methods than at the scale before. */
export const joinMethodChanged: Rule = (timeline, context) => {
  const points = allPoints(timeline);
  return points.slice(1).flatMap((after, i) => {
    const before = points[i] as TimelinePoint;
    const [was, is] = [joinsOf(before.plan), joinsOf(after.plan)];
    // Another number of joins is another query to the planner: one was removed, or turned into a subplan.
    if (was.length !== is.length || was.toSorted().join() === is.toSorted().join()) return [];
    const at = Math.round(Math.sqrt(before.scale * after.scale));
    if (isReportedBetween(before.scale, after.scale, context)) return [];
    return finding(timeline, 'join-method-changed', {
      why: `At ${rowsText(at)} the planner changes from ${listed(only(was, is))} to ${listed(only(is, was))}, at a cost of ${formatCost(after.plan.cost)} by its estimates.`,
      advice: 'No action is needed while the cost grows no faster than the rows returned.',
      at,
    });
  });
};

/** A join that changes because an index was lost is part of that event. */
function isReportedBetween(from: number, to: number, context: Parameters<Rule>[1]): boolean {
  return context.earlier.some(
    (reported) => reported.at !== undefined && reported.at >= from && reported.at <= to,
  );
}

function joinsOf(plan: Plan): readonly string[] {
  return nodesOf(plan.document.root)
    .map(({ node }) => node.type)
    .filter((type) => joins.has(type));
}

/** The methods that `these` has more of than `those`. */
function only(these: readonly string[], those: readonly string[]): readonly string[] {
  const count = (of: readonly string[], type: string): number =>
    of.filter((each) => each === type).length;
  return [...new Set(these)].filter((type) => count(these, type) > count(those, type));
}
