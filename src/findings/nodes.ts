import type { PlanNode } from '../plan/types';

/** A node and the nodes above it, nearest first. */
export interface Placed {
  readonly node: PlanNode;
  readonly above: readonly PlanNode[];
}

/** All nodes of a plan, parents before children. */
export function nodesOf(root: PlanNode, above: readonly PlanNode[] = []): readonly Placed[] {
  return [
    { node: root, above },
    ...root.children.flatMap((child) => nodesOf(child, [root, ...above])),
  ];
}

/** A numeric property, 0 where the node has none. */
export function numberOf(node: PlanNode, name: string): number {
  const value = node.properties[name];
  return typeof value === 'number' ? value : 0;
}

/** costsize.c, get_parallel_divisor, with the leader taking part as it does by default. */
export function parallelDivisor(workers: number): number {
  return workers === 0 ? 1 : workers + Math.max(0, 1 - 0.3 * workers);
}
