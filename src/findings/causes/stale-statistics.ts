import { differingText } from '../../plan/describe';
import { staleText } from '../../scenario/table-state';
import type { CauseRule } from './subject';

/** The timeline is that of a condition with old statistics, and fresh ones lead to another plan at the same row count. */
export const staleStatisticsCause: CauseRule = ({ condition, beside, point }) => {
  if (condition === undefined || beside === undefined) return [];
  const read = new Set(point.plan.accesses.map(({ relation }) => relation));
  const named = Object.entries(condition.tables ?? {})
    .filter(([table, { stale }]) => stale !== undefined && read.has(table.split('.').at(-1) ?? ''))
    .map(([table, state]) => `of ${table} ${staleText(state)}`);
  if (condition.stale === undefined && named.length === 0) return [];
  const fresh = beside.ranges.find(({ to }) => to >= point.scale);
  const plan = fresh?.points[0]?.plan;
  if (plan === undefined || plan.accessSignature === point.plan.accessSignature) return [];
  const other = differingText(plan, point.plan);
  const all = condition.stale === undefined ? [] : [`are ${staleText(condition)}`];
  const statistics = [
    ...all,
    ...named.map((text) => text.replace(/^of (\S+) /, 'of $1 are ')),
  ].join(', those ');
  return [
    `In the condition ${condition.label} the statistics ${statistics}; with those of the condition ${beside.condition} the planner reads by ${other}.`,
  ];
};
