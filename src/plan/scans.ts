import { isParallel, nodesOf, parallelDivisor, type Placed, textOf, workersAbove } from './nodes';
import { subplanScopes } from './subplans';
import type { AccessMethod, ExplainDocument, PlanNode } from './types';

/** A node that reads a relation, with what its place in the tree says. */
export interface Scan {
  readonly node: PlanNode;
  readonly method: AccessMethod;
  readonly schema: string;
  readonly relation: string;
  /** As EXPLAIN shows it. */
  readonly alias: string;
  /** Canonical name of the subplan it is in; empty for the main plan. */
  readonly subplan: string;
  /** True below an Append, a MergeAppend or a ModifyTable of the same subplan: it may be one child of many. */
  readonly appended: boolean;
  /** Workers by which the estimated rows of a parallel scan are divided; 1 for any other. */
  readonly divisor: number;
}

const methods: { readonly [type: string]: AccessMethod } = {
  'Index Only Scan': 'index-only',
  'Index Scan': 'index',
  'Bitmap Heap Scan': 'bitmap',
  'Tid Scan': 'tid',
  'Tid Range Scan': 'tid',
  'Seq Scan': 'seq',
  'Sample Scan': 'sample',
  'Foreign Scan': 'foreign',
  'Custom Scan': 'custom',
};

/** Every node that reads a relation, in tree order. CTE, function, values and subquery scans read none. */
export function findScans(document: ExplainDocument): readonly Scan[] {
  const scopes = subplanScopes(document.root);
  return nodesOf(document.root).flatMap((placed) => scansOf(placed, scopes));
}

/** All names that EXPLAIN shows for range table entries, of relations and of anything else. */
export function shownAliases(root: PlanNode): ReadonlySet<string> {
  return new Set(nodesOf(root).flatMap(({ node }) => textOf(node, 'Alias') ?? []));
}

function scansOf({ node, above }: Placed, scopes: ReadonlyMap<PlanNode, string>): readonly Scan[] {
  const method = methods[node.type];
  if (method === undefined) return [];
  const line = [node, ...above];
  const start = line.findIndex((each) => scopes.has(each));
  const within = start < 0 ? above : line.slice(1, start + 1);
  const common = {
    node,
    method,
    subplan: scopes.get(line[start] ?? node) ?? '',
    appended: within.some(({ type }) => ['Append', 'Merge Append', 'ModifyTable'].includes(type)),
    divisor: isParallel(node) ? parallelDivisor(workersAbove(above)) : 1,
  };
  const relation = textOf(node, 'Relation Name');
  if (relation !== undefined) {
    return [
      {
        ...common,
        relation,
        schema: (textOf(node, 'Schema') ?? '').replace(/^pg_temp_\d+$/, 'pg_temp'),
        alias: textOf(node, 'Alias') ?? relation,
      },
    ];
  }
  return joinedAway(textOf(node, 'Relations') ?? '').map((one) => ({ ...common, ...one }));
}

/** A join that a foreign server does: `(public.a x) INNER JOIN (public.b)` names its relations in one text. */
function joinedAway(
  relations: string,
): readonly { schema: string; relation: string; alias: string }[] {
  const name = String.raw`("(?:[^"]|"")*"|[^\s()".]+)`;
  const pattern = new RegExp(String.raw`\((?:${name}\.)?${name}(?: ${name})?\)`, 'g');
  return [...relations.matchAll(pattern)].map(([, schema = '', relation = '', alias]) => ({
    schema: unquoted(schema),
    relation: unquoted(relation),
    alias: unquoted(alias ?? relation),
  }));
}

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
