import { nodesOf, textOf } from '../../plan/nodes';
import type { ExplainDocument, PlanNode } from '../../plan/types';

type Settings = { readonly [name: string]: string };

/** Settings that discourage a method, and how a plan shows that it uses it. */
const methods: Readonly<Record<string, (node: PlanNode) => boolean>> = {
  enable_seqscan: ({ type }) => type === 'Seq Scan',
  // It discourages index-only scans too (costsize.c, cost_index); the next one alone keeps them from being made.
  enable_indexscan: ({ type }) => type === 'Index Scan' || type === 'Index Only Scan',
  enable_indexonlyscan: ({ type }) => type === 'Index Only Scan',
  enable_bitmapscan: ({ type }) => type === 'Bitmap Heap Scan',
  enable_tidscan: ({ type }) => type.startsWith('Tid '),
  enable_nestloop: ({ type }) => type === 'Nested Loop',
  enable_hashjoin: ({ type }) => type === 'Hash Join',
  enable_mergejoin: ({ type }) => type === 'Merge Join',
  enable_material: ({ type }) => type === 'Materialize',
  enable_memoize: ({ type }) => type === 'Memoize',
  enable_sort: ({ type }) => type === 'Sort',
  enable_incremental_sort: ({ type }) => type === 'Incremental Sort',
  enable_hashagg: ({ type, properties }) =>
    type === 'Aggregate' &&
    (properties['Strategy'] === 'Hashed' || properties['Strategy'] === 'Mixed'),
};

/** Turns off the methods that a plan does not use, so that the planner is left with those that it does. */
export function withoutUnused(document: ExplainDocument): Settings {
  const nodes = nodesOf(document.root).map(({ node }) => node);
  const unused = Object.keys(methods).filter(
    (name) => !nodes.some((node) => methods[name]?.(node)),
  );
  return Object.fromEntries(unused.map((name) => [name, 'off']));
}

/** The joins of a plan and whether its subplans are hashed, as one text: equal text, equal joins. */
export function joinSignature(document: ExplainDocument): string {
  return nodesOf(document.root)
    .flatMap(({ node }) => {
      const { type, properties } = node;
      // Which side of an outer or semi join is hashed or sorted follows the sizes, and is the same join.
      const joinType = (textOf(node, 'Join Type') ?? '').replace(
        /^Right Semi$|^Right Anti$/,
        (of) => of.slice(6),
      );
      const joins = /^(Nested Loop|Hash Join|Merge Join)$/.test(type)
        ? [`${type} ${joinType === 'Right' ? 'Left' : joinType}`]
        : [];
      const texts = Object.values(properties).filter((value) => typeof value === 'string');
      const hashed = texts.filter((text) => /\bhashed SubPlan\b/i.test(text)).map(() => 'hashed');
      return [...joins, ...hashed];
    })
    .sort()
    .join('\n');
}
