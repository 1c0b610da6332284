import { hashMemory, maxAlign, sortMemory } from './memory';
import { hashBytes, hashSharers, rowBytes, sortBytes } from './node-bytes';
import { isChild, nodesOf, numberOf, type Placed, textOf } from './nodes';
import type { PlanNode, Settings } from './types';

/** Memory that a node of a plan needs by the planner's estimate. */
export interface MemoryNeed {
  /** What the node is and which relations lie below it: the same in two plans where it does the same. */
  readonly of: string;
  readonly bytes: number;
  /** Whether it may use the memory of a sort or of a hash table. */
  readonly kind: 'sort' | 'hash';
  /**
   * Cost that is added where its memory does not do, at stock costs of a page, in the planner's units. It grows with
   * the node's rows, as `bytes` does.
   */
  readonly jump: number;
}

/** Bytes that one node may use before the planner charges it for the disk, or does without hashing. */
export type MemoryLimits = Readonly<Record<MemoryNeed['kind'], number>>;

/** @param settings as `show` prints them; those that are absent have their stock value */
export const memoryLimits = (settings: Settings): MemoryLimits => ({
  sort: sortMemory(settings),
  hash: hashMemory(settings),
});

/** The memory that each node of a plan needs, of nodes of one name that of the largest. */
export function memoryNeeds(root: PlanNode): readonly MemoryNeed[] {
  const largest = new Map<string, MemoryNeed>();
  for (const placed of nodesOf(root)) {
    const need = needOf(placed);
    if (need === undefined) continue;
    const of = `${need.type} of ${relationsBelow(placed.node).join(', ')}`;
    const known = largest.get(of);
    if (known !== undefined && known.bytes >= need.bytes) continue;
    largest.set(of, { of, bytes: need.bytes, kind: need.kind, jump: need.jump });
  }
  return [...largest.values()];
}

type Need = Omit<MemoryNeed, 'of'> & { readonly type: string };

/** Each cost as costsize.c counts it where the memory does not do. */
function needOf(placed: Placed): Need | undefined {
  const { node, above } = placed;
  const own = bytesOf(node);
  // A subquery that is not hashed is run again for each row (subplan_is_hashable, subselect.c).
  if (isChild(node, 'SubPlan'))
    return { type: 'SubPlan', bytes: own, kind: 'hash', jump: Infinity };
  if (node.type === 'Sort') {
    // cost_tuplesort: written and read once, a quarter of it at random.
    const bytes = sortBytes(placed);
    return { type: node.type, bytes, kind: 'sort', jump: pagesOf(bytes) * 3.5 };
  }
  if (node.type === 'Materialize') {
    // cost_rescan: read again for each outer row.
    const times = above[0]?.children[0];
    const jump = pagesOf(own) * (times === undefined ? 1 : numberOf(times, 'Plan Rows'));
    return { type: node.type, bytes: own, kind: 'sort', jump };
  }
  if (node.type === 'Hash') {
    // initial_cost_hashjoin: both sides written and read once.
    const outer = above[0]?.children[0];
    const both = own + (outer === undefined ? 0 : bytesOf(outer));
    const bytes = hashBytes(placed) / hashSharers(placed);
    return { type: node.type, bytes, kind: 'hash', jump: pagesOf(both) * 2 };
  }
  if (textOf(node, 'Strategy') === 'Hashed') {
    // cost_agg: the input written at random and read in order, twice as dear as it would be elsewhere.
    const [input] = node.children;
    const bytes = numberOf(node, 'Plan Rows') * groupBytes(input);
    return {
      type: node.type,
      bytes,
      kind: 'hash',
      jump: pagesOf(input === undefined ? 0 : bytesOf(input)) * 10,
    };
  }
  return undefined;
}

const bytesOf = (node: PlanNode): number =>
  rowBytes(numberOf(node, 'Plan Rows'), numberOf(node, 'Plan Width'));

const pagesOf = (bytes: number): number => bytes / 8192;

/** Bytes of a group as hash_agg_entry_size (nodeAgg.c) counts them, with the state of one aggregate. */
function groupBytes(input: PlanNode | undefined): number {
  const width = input === undefined ? 0 : numberOf(input, 'Plan Width');
  return 16 + maxAlign(16 + width) + 16;
}

function relationsBelow(node: PlanNode): readonly string[] {
  const names = nodesOf(node).flatMap(({ node: below }) => textOf(below, 'Alias') ?? []);
  return [...new Set(names)].sort();
}
