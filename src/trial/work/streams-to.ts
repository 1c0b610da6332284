import type { NodeWork } from '../types';
import { price } from './price';

/**
 * The nodes above a node, the nearest first, to which its rows go as they come: what ends one of them early leaves the node
 * itself early. Ends below a node that reads all of its input before it returns a row.
 *
 * @param nodes of one run, parents first
 */
export function streamsTo(nodes: readonly NodeWork[], at: number): readonly NodeWork[] {
  const found: NodeWork[] = [];
  let depth = nodes[at]?.depth ?? 0;
  for (const above of nodes.slice(0, Math.max(0, at)).reverse()) {
    if (above.depth >= depth) continue;
    if (readsAllFirst.test(above.type)) break;
    found.push(above);
    depth = above.depth;
  }
  return found;
}

const readsAllFirst = /^(Sort|Hash|Aggregate|Materialize)$/;

/** Work, in pages' worth, of the nodes below a node whose rows go to it as they come. */
export function workInto(nodes: readonly NodeWork[], at: number): number {
  const node = nodes[at];
  return belowOf(nodes, at)
    .filter((_, i) => node !== undefined && streamsTo(nodes, at + 1 + i).includes(node))
    .reduce((sum, each) => sum + price(each), 0);
}

/** The nodes below a node, parents first. */
export function belowOf(nodes: readonly NodeWork[], at: number): readonly NodeWork[] {
  const depth = nodes[at]?.depth ?? 0;
  const end = nodes.findIndex((node, i) => i > at && node.depth <= depth);
  return nodes.slice(at + 1, end === -1 ? nodes.length : end);
}
