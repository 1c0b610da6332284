import type { Plan } from '../../plan/types';
import type { Rule } from '../context';
import { onset } from '../changes/onset';
import { finding } from '../finding';
import { nodesOf, numberOf } from '../../plan/nodes';
import { formatCost, rowsText } from '../../text/figures';

/** From some row count on the planner counts on workers. Where it does so at the smallest one, nothing starts. */
export const parallelStarts: Rule = (timeline, context) => {
  const found = onset(timeline, workersOf);
  if (found?.before === undefined) return [];
  const { before, point } = found;
  // A full scan that comes with its workers is one event, and the lost index is what matters of it.
  const isReportedWith = context.earlier.some(
    (reported) =>
      reported.at !== undefined && reported.at > before.scale && reported.at <= point.scale,
  );
  if (isReportedWith) return [];
  return [
    finding(timeline, 'parallel-starts', {
      why: `At ${rowsText(found.at)} the plan starts to use ${found.what} parallel ${found.what === 1 ? 'worker' : 'workers'}, at a cost of ${formatCost(point.plan.cost)}.`,
      advice:
        'No action is needed if production has free workers: a busy server may run the same plan without them.',
      at: found.at,
      setting: 'max_parallel_workers_per_gather',
    }),
  ];
};

function workersOf(plan: Plan): number | undefined {
  const workers = nodesOf(plan.document.root).map(({ node }) => numberOf(node, 'Workers Planned'));
  const most = Math.max(0, ...workers);
  return most > 0 ? most : undefined;
}
