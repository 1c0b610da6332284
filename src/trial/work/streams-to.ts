import type { NodeWork } from '../types';

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
