import { maxAlign } from './memory';
import { isParallel, numberOf, parallelDivisor, type Placed, workersAbove } from './nodes';
import type { PlanNode } from './types';

/** htup_details.h, MAXALIGN(SizeofHeapTupleHeader). */
const heapHeader = 24;

/** htup_details.h, MAXALIGN(SizeofMinimalTupleHeader). */
const minimalHeader = 16;

/** hashjoin.h, HJTUPLE_OVERHEAD. */
const hashOverhead = 16;

/** Bytes of rows as relation_byte_size (costsize.c) counts them. */
export const rowBytes = (rows: number, width: number): number =>
  rows * (maxAlign(width) + heapHeader);

/** Bytes that a Sort keeps: all its input, or the first rows that a LIMIT asks for (cost_tuplesort, costsize.c). */
export function sortBytes({ node, above }: Placed): number {
  const rows = Math.min(numberOf(node, 'Plan Rows'), boundOf(above));
  return rowBytes(rows, numberOf(node, 'Plan Width'));
}

/**
 * Bytes of the table that a Hash builds: the tuples, and eight bytes for each of a power of two of buckets
 * (ExecChooseHashTableSize, nodeHash.c).
 */
export function hashBytes({ node, above }: Placed): number {
  const divisor = isParallel(node) ? parallelDivisor(workersAbove(above)) : 1;
  const rows = numberOf(node, 'Plan Rows') * divisor;
  if (rows === 0) return 0;
  const tuple = hashOverhead + minimalHeader + maxAlign(numberOf(node, 'Plan Width'));
  return rows * tuple + 8 * 2 ** Math.max(10, Math.ceil(Math.log2(rows)));
}

/** Workers of a parallel hash build one table together, and each brings its own allowance. */
export function hashSharers({ node, above }: Placed): number {
  return isParallel(node) ? workersAbove(above) + 1 : 1;
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
