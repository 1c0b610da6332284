import type { MeasuredRun } from '../types';
import { belowOf, workInto } from './streams-to';

/** Rows that a Limit with an OFFSET reads, and those that it returns. */
export interface SkippedRows {
  readonly read: number;
  readonly returned: number;
}

/** Of the rows read: nine of ten are thrown away. */
const multiple = 10;

/** Where the rows below the Limit take less of the work of a plan, the plan is not about them. */
const most = 0.5;

/**
 * Rows that are read in order for nothing but to be counted by OFFSET: nine of ten and more, in most of the work of the
 * plan. A page that starts after the last row of the page before reads none of them. What a sort, a hash or an aggregate
 * reads below the Limit is read for any page, and does not count.
 */
export function skippedRows({
  nodes,
  figures,
}: Pick<MeasuredRun, 'nodes' | 'figures'>): SkippedRows | undefined {
  for (const [at, limit] of nodes.entries()) {
    if (limit.type !== 'Limit') continue;
    // EXPLAIN lists initplans, such as that of an OFFSET, before the input (ExplainNode, explain.c).
    const input = belowOf(nodes, at).findLast(({ depth }) => depth === limit.depth + 1);
    if (input === undefined) continue;
    const read = input.actualRows * input.loops;
    const returned = limit.actualRows * limit.loops;
    if (read < multiple * Math.max(1, returned)) continue;
    if (workInto(nodes, at) >= most * figures.work) return { read, returned };
  }
  return undefined;
}
