import { isChild } from './nodes';
import type { PlanNode } from './types';

/** The serial plan behind a parallel one: Gather goes, and two halves of an aggregate become one. */
export function serialShape(node: PlanNode): PlanNode {
  if (node.type === 'Gather' || node.type === 'Gather Merge')
    return inPlaceOf(node, gathered(node));
  if (node.type === 'Aggregate' && node.properties['Partial Mode'] === 'Finalize') {
    const whole = wholeAggregate(node);
    if (whole !== undefined) return serialShape(whole);
  }
  return { ...node, children: node.children.map(serialShape) };
}

/** A Gather has one outer child; its initplans come along. */
function gathered(node: PlanNode): PlanNode {
  const [child, ...others] = node.children.filter(isOuter);
  if (child === undefined || others.length > 0) return node;
  const kept = node.children.filter((one) => !isOuter(one));
  return serialShape({ ...child, children: [...kept, ...child.children] });
}

/**
 * Finalize over Partial, with only Gather and sorting between. The partial half decides how groups are found. Where
 * it hashes and the final half merges sorted streams, a serial plan hashes and sorts what comes out.
 */
function wholeAggregate(final: PlanNode): PlanNode | undefined {
  const between = chain(final);
  const partial = between.at(-1);
  if (partial?.properties['Partial Mode'] !== 'Partial') return undefined;
  const kept = [final, ...between.slice(0, -1)].flatMap((node) =>
    node.children.filter((child) => !isOuter(child)),
  );
  const whole: PlanNode = {
    type: 'Aggregate',
    properties: {
      ...final.properties,
      Strategy: partial.properties['Strategy'] ?? 'Plain',
      'Partial Mode': 'Simple',
    },
    children: [...kept, ...partial.children],
  };
  const sort = between.find((node) => node.type === 'Sort');
  const hashed = partial.properties['Strategy'] === 'Hashed';
  if (!hashed || final.properties['Strategy'] !== 'Sorted' || sort === undefined) return whole;
  return inPlaceOf(final, {
    ...sort,
    children: [{ ...whole, properties: { ...whole.properties, 'Parent Relationship': 'Outer' } }],
  });
}

/** Down the outer children through Gather and sorts, to the first node of another kind. */
function chain(node: PlanNode): readonly PlanNode[] {
  const outer = node.children.filter(isOuter);
  const [child] = outer;
  if (child === undefined || outer.length > 1) return [];
  const passes = ['Gather', 'Gather Merge', 'Sort', 'Incremental Sort'].includes(child.type);
  return passes ? [child, ...chain(child)] : [child];
}

const isOuter = (node: PlanNode): boolean => isChild(node, 'Outer');

/** A node's stand-in takes over what its parent says of it. */
function inPlaceOf(node: PlanNode, standIn: PlanNode): PlanNode {
  const place = { ...standIn.properties };
  for (const name of ['Parent Relationship', 'Subplan Name']) {
    const value = node.properties[name];
    if (value === undefined) delete place[name];
    else place[name] = value;
  }
  return { ...standIn, properties: place };
}
