import type { AccessPath, Json, Plan, PlanNode } from './types';

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
export function numberOf({ properties }: PlanNode, name: string): number {
  const value = properties[name];
  return typeof value === 'number' ? value : 0;
}

/** A property that is text; undefined where the node has none. */
export function textOf({ properties }: PlanNode, name: string): string | undefined {
  const value: Json | undefined = properties[name];
  return typeof value === 'string' ? value : undefined;
}

/** How a node stands to its parent, by EXPLAIN's own word. */
export type Relationship = 'Outer' | 'Inner' | 'Member' | 'Subquery' | 'InitPlan' | 'SubPlan';

export function isChild(node: PlanNode, ...of: readonly Relationship[]): boolean {
  return (of as readonly Json[]).includes(node.properties['Parent Relationship'] ?? null);
}

/** The children that rows come from, without the subplans that belong to expressions. */
export function inputsOf({ children }: PlanNode): readonly PlanNode[] {
  return children.filter((child) => !isChild(child, 'InitPlan', 'SubPlan'));
}

/** Whether a node's rows are divided among parallel workers. */
export function isParallel({ properties }: PlanNode): boolean {
  return properties['Parallel Aware'] === true;
}

/** costsize.c, get_parallel_divisor, with the leader taking part as it does by default. */
export function parallelDivisor(workers: number): number {
  return workers === 0 ? 1 : workers + Math.max(0, 1 - 0.3 * workers);
}

/** Workers of the nearest Gather above a node, 0 where there is none. */
export function workersAbove(above: readonly PlanNode[]): number {
  return above.map((node) => numberOf(node, 'Workers Planned')).find((n) => n > 0) ?? 0;
}

/** The node of an access that reads its relation in full; undefined where several may be meant. */
export function scanOf({ relation, alias }: AccessPath, plan: Plan): Placed | undefined {
  const found = nodesOf(plan.document.root).filter(
    ({ node }) =>
      textOf(node, 'Relation Name') === relation &&
      textOf(node, 'Alias')?.replace(/_\d+$/, '') === alias.replace(/_\d+$/, ''),
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
