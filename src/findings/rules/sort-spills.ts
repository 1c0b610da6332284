import type { Plan } from '../../plan/types';
import type { Rule } from '../context';
import { onset } from '../changes/onset';
import { finding } from '../finding';
import { sortMemory } from '../../plan/memory';
import { sortBytes } from '../../plan/node-bytes';
import { nodesOf } from '../../plan/nodes';
import { formatBytes, rowsText } from '../../text/figures';

/** A sort is expected to need more than work_mem, by the planner's own estimate (costsize.c, cost_tuplesort). */
export const sortSpills: Rule = (timeline, context) => {
  const allowed = sortMemory(context.settings);
  const found = onset(timeline, (plan) => {
    const bytes = largestSort(plan);
    return bytes > allowed ? bytes : undefined;
  });
  if (found === undefined) return [];
  return [
    finding(timeline, 'sort-spills', {
      why: `At ${rowsText(found.at)} the planner expects a sort to need ${formatBytes(found.what)}, and work_mem is ${formatBytes(allowed)}. The sort writes to disk.`,
      advice: 'Check that work_mem is that of production.',
      at: found.at,
      setting: 'work_mem',
    }),
  ];
};

function largestSort(plan: Plan): number {
  // An Incremental Sort holds one group of equal prefixes at a time, which EXPLAIN does not size.
  const sorts = nodesOf(plan.document.root).filter(({ node }) => node.type === 'Sort');
  return Math.max(0, ...sorts.map(sortBytes));
}
