import type { Plan, PlanNode } from '../../plan/types';
import type { Rule } from '../context';
import { onset } from '../changes/onset';
import { finding } from '../finding';
import { maxAlign, sortMemory } from '../../plan/memory';
import { nodesOf, numberOf, type Placed } from '../../plan/nodes';
import { formatBytes, rowsText } from '../../text/figures';

/** htup_details.h, SizeofHeapTupleHeader. */
const tupleHeader = 23;

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

/** relation_byte_size of what the sort keeps: all its input, or the first rows that a LIMIT asks for. */
function sortBytes({ node, above }: Placed): number {
  const rows = Math.min(numberOf(node, 'Plan Rows'), boundOf(above));
  return rows * (maxAlign(numberOf(node, 'Plan Width')) + maxAlign(tupleHeader));
}

const passesLimitOn = new Set([
  'Gather Merge',
  'Result',
  'Subquery Scan',
  'LockRows',
  'Merge Append',
]);

function boundOf(above: readonly PlanNode[]): number {
  for (const [i, node] of above.entries()) {
    if (node.type === 'Limit') return limitRows(node, above[i - 1] ?? node.children[0]);
    if (!passesLimitOn.has(node.type)) return Infinity;
  }
  return Infinity;
}

/**
 * LIMIT plus OFFSET. EXPLAIN shows only the former; but a Limit's total cost is its input's cost prorated to
 * the rows read (pathnode.c, adjust_limit_rows_costs), which gives their number back.
 */
function limitRows(limit: PlanNode, input: PlanNode | undefined): number {
  const shown = numberOf(limit, 'Plan Rows');
  const child = limit.children.find((each) => each === input) ?? limit.children[0];
  if (child === undefined) return shown;
  const startup = numberOf(child, 'Startup Cost');
  const run = numberOf(child, 'Total Cost') - startup;
  if (run <= 0) return Math.max(shown, numberOf(child, 'Plan Rows'));
  const read = ((numberOf(limit, 'Total Cost') - startup) / run) * numberOf(child, 'Plan Rows');
  return Math.max(shown, read);
}
