import type { ExplainDocument, Json, PlanNode } from '../../src/plan/types';

/** A node as EXPLAIN ANALYZE prints it: one loop, no rows and no pages where nothing else is said. */
export function node(
  type: string,
  properties: { readonly [name: string]: Json } = {},
  children: readonly PlanNode[] = [],
): PlanNode {
  const usual = {
    'Actual Loops': 1,
    'Actual Rows': 0,
    'Plan Rows': 1,
    'Parent Relationship': 'Outer',
  };
  return { type, properties: { ...usual, ...properties }, children };
}

export const documentOf = (root: PlanNode): ExplainDocument => ({ root, rest: {} });
