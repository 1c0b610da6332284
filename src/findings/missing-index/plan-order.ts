import type { AccessPath, Json, Plan, PlanNode } from '../../plan/types';
import type { OrderKey } from './index-keys';
import { inputsOf, nodesOf } from '../../plan/nodes';

/** The order that the result of a plan is sorted in. */
export interface PlanOrder {
  /** By columns of the relation that is read alone; empty where the order takes others. */
  readonly keys: readonly OrderKey[];
  /** Whether a LIMIT stands above the sort, so that an index in this order would end the scan early. */
  readonly limited: boolean;
  /** Whether the rows are joined or aggregated before they are sorted. */
  readonly combined: boolean;
}

const transparent = new Set([
  'Gather',
  'Gather Merge',
  'Result',
  'Subquery Scan',
  'LockRows',
  'Unique',
]);

const combining =
  /Join$|^Nested Loop$|^(Aggregate|Group|WindowAgg|SetOp|ProjectSet|Recursive Union)$/;

/** The sort of the whole result; undefined where there is none, or an index gives the order already. */
export function orderOf(access: AccessPath, plan: Plan): PlanOrder | undefined {
  let limited = false;
  let node: PlanNode | undefined = plan.document.root;
  while (node !== undefined) {
    if (/Sort$/.test(node.type)) return { ...sortedBy(node, access), limited };
    if (node.type === 'Limit') limited = true;
    else if (!transparent.has(node.type)) return undefined;
    [node] = inputsOf(node);
  }
  return undefined;
}

function sortedBy(sort: PlanNode, access: AccessPath): Omit<PlanOrder, 'limited'> {
  const printed: Json | undefined = sort.properties['Sort Key'];
  const keys = Array.isArray(printed) ? printed.map((key) => orderKey(String(key), access)) : [];
  return {
    keys: keys.every((key) => key !== undefined) ? keys : [],
    combined: nodesOf(sort).some(({ node }) => combining.test(node.type)),
  };
}

/** `o.created_at DESC NULLS LAST`; undefined for expressions, other collations and columns of other relations. */
function orderKey(text: string, access: AccessPath): OrderKey | undefined {
  const match =
    /^(?:("?)([\w$]+)\1\.)?("?)([\w$]+)\3( DESC)?(?: NULLS (FIRST|LAST))?$/.exec(text) ?? [];
  const [, , owner, , column, direction, nulls] = match;
  if (column === undefined || (owner !== undefined && !isOwn(owner, access))) return undefined;
  const descending = direction !== undefined;
  return { column, descending, nullsFirst: nulls === undefined ? descending : nulls === 'FIRST' };
}

/** The planner numbers the aliases of partitions. */
function isOwn(owner: string, { alias, partitions }: AccessPath): boolean {
  return owner === alias || (partitions > 1 && owner.replace(/_\d+$/, '') === alias);
}
