import type { Plan } from '../../plan/types';
import type { Rule } from '../context';
import { onset } from '../changes/onset';
import { finding } from '../finding';
import { hashMemory } from '../../plan/memory';
import { hashBytes, hashSharers } from '../../plan/node-bytes';
import { nodesOf, numberOf } from '../../plan/nodes';
import { formatBytes, rowsText } from '../../text/figures';

interface Spill {
  readonly what: 'a hash join' | 'a hashed aggregate';
  readonly bytes?: number;
}

/** A hash table is expected to need more than work_mem × hash_mem_multiplier. */
export const hashSpills: Rule = (timeline, context) => {
  const allowed = hashMemory(context.settings);
  const found = onset(timeline, (plan) => spillOf(plan, allowed));
  if (found === undefined) return [];
  const { what, bytes } = found.what;
  const limit = formatBytes(allowed);
  const need =
    bytes === undefined ? `more than ${limit}, which is` : `${formatBytes(bytes)}, and ${limit} is`;
  return [
    finding(timeline, 'hash-spills', {
      why: `At ${rowsText(found.at)} the planner expects the hash table of ${what} to need ${need} work_mem × hash_mem_multiplier. It writes batches to disk.`,
      advice: 'Check that work_mem and hash_mem_multiplier are those of production.',
      at: found.at,
      setting: 'work_mem',
    }),
  ];
};

function spillOf(plan: Plan, allowed: number): Spill | undefined {
  for (const placed of nodesOf(plan.document.root)) {
    const { node } = placed;
    if (node.type === 'Hash') {
      const bytes = hashBytes(placed);
      if (bytes > allowed * hashSharers(placed)) return { what: 'a hash join', bytes };
    }
    // nodeAgg.c decides on partitions when the plan starts, and EXPLAIN shows how many it planned.
    if (node.type === 'Aggregate' && numberOf(node, 'Planned Partitions') > 0) {
      return { what: 'a hashed aggregate' };
    }
  }
  return undefined;
}
