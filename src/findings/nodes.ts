import type { AccessPath, Plan, PlanNode } from '../plan/types';

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

/** The node of an access that reads its relation in full; undefined where several may be meant. */
export function scanOf({ relation, alias }: AccessPath, plan: Plan): Placed | undefined {
  const found = nodesOf(plan.document.root).filter(
    ({ node: { properties } }) =>
      properties['Relation Name'] === relation &&
      typeof properties['Alias'] === 'string' &&
      properties['Alias'].replace(/_\d+$/, '') === alias.replace(/_\d+$/, ''),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** How often a node runs, by the planner's estimate: once for each row of the outer side of a nested loop. */
export function loopsOf({ node, above }: Placed): number {
  let loops = 1;
  let below = node;
  for (const parent of above) {
    // A Materialize keeps the rows of its first run for the loops above it.
    if (parent.type === 'Materialize') return loops;
    if (parent.type === 'Nested Loop' && below !== parent.children[0]) {
      loops *= Math.max(1, numberOf(parent.children[0] ?? parent, 'Plan Rows'));
    }
    below = parent;
  }
  return loops;
}
