import type { Plan } from '../../plan/types';
import type { Rule } from '../context';
import { onset } from '../changes/onset';
import { finding } from '../finding';
import { hashMemory, maxAlign } from '../../plan/memory';
import {
  isParallel,
  nodesOf,
  numberOf,
  parallelDivisor,
  type Placed,
  workersAbove,
} from '../../plan/nodes';
import { formatBytes, rowsText } from '../../text/figures';

/** hashjoin.h, HJTUPLE_OVERHEAD, and htup_details.h, MAXALIGN(SizeofMinimalTupleHeader). */
const tupleOverhead = 16 + 16;

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
      if (bytes > allowed * sharers(placed)) return { what: 'a hash join', bytes };
    }
    // nodeAgg.c decides on partitions when the plan starts, and EXPLAIN shows how many it planned.
    if (node.type === 'Aggregate' && numberOf(node, 'Planned Partitions') > 0) {
      return { what: 'a hashed aggregate' };
    }
  }
  return undefined;
}

/** nodeHash.c, ExecChooseHashTableSize: the tuples, and eight bytes for each of a power of two of buckets. */
function hashBytes({ node, above }: Placed): number {
  const divisor = isParallel(node) ? parallelDivisor(workersAbove(above)) : 1;
  const rows = numberOf(node, 'Plan Rows') * divisor;
  if (rows === 0) return 0;
  const tuples = rows * (tupleOverhead + maxAlign(numberOf(node, 'Plan Width')));
  return tuples + 8 * 2 ** Math.max(10, Math.ceil(Math.log2(rows)));
}

/** Workers of a parallel hash build one table together, and each brings its own allowance. */
function sharers({ node, above }: Placed): number {
  return isParallel(node) ? workersAbove(above) + 1 : 1;
}
