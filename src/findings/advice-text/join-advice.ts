import type { Plan, PlanNode } from '../../plan/types';
import { isChild, nodesOf } from '../../plan/nodes';
import { listed } from '../../text/figures';

/** What to do about nested loops whose cost runs away; undefined where the plan has none. */
export function joinAdvice(plan: Plan): string | undefined {
  const inner = nodesOf(plan.document.root).flatMap(({ node }) =>
    node.type === 'Nested Loop' ? nodesOf(innerOf(node)).map((placed) => placed.node) : [],
  );
  const full = namesOf(inner, 'Relation Name', /^Seq Scan$/);
  if (full.length > 0) {
    return `Create an index on the join columns of ${listed(full)}, which the join reads in full for each row of the other side, or add a condition so that fewer rows are joined.`;
  }
  const indexes = namesOf(inner, 'Index Name', /Index/);
  return indexes.length === 0
    ? undefined
    : `For each row of the outer side the join looks up rows through ${listed(indexes)}. A lookup costs more once the table is larger than the cache: check that effective_cache_size is that of production, or join fewer rows.`;
}

/** Without rows on its inner side a node has no children of that name: an empty side joins nothing. */
function innerOf(loop: PlanNode): PlanNode {
  const inner = loop.children.find((child) => isChild(child, 'Inner'));
  return inner ?? { type: 'Result', properties: {}, children: [] };
}

function namesOf(nodes: readonly PlanNode[], property: string, type: RegExp): readonly string[] {
  const names = nodes
    .filter((node) => type.test(node.type))
    .flatMap(({ properties }) => properties[property] ?? []);
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}
