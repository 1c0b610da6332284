import { differingText } from '../../plan/describe';
import type { CauseRule } from './subject';

/** The timeline is that of a condition with old statistics, and fresh ones lead to another plan at the same row count. */
export const staleStatisticsCause: CauseRule = ({ condition, beside, point }) => {
  if (condition?.stale === undefined || beside === undefined) return [];
  const fresh = beside.ranges.find(({ to }) => to >= point.scale);
  const plan = fresh?.points[0]?.plan;
  if (plan === undefined || plan.accessSignature === point.plan.accessSignature) return [];
  const other = differingText(plan, point.plan);
  return [
    `In the condition ${condition.label} the statistics are those of a table ${condition.stale} times smaller; with those of the condition ${beside.condition} the planner reads by ${other}.`,
  ];
};
