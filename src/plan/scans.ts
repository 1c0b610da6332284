import { subplanScopes } from './subplans';
import type { AccessMethod, ExplainDocument, Json, PlanNode } from './types';

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

interface Place {
  readonly subplan: string;
  readonly appended: boolean;
  readonly workers: number;
}

/** Every node that reads a relation, in tree order. CTE, function, values and subquery scans read none. */
export function findScans(document: ExplainDocument): readonly Scan[] {
  const scopes = subplanScopes(document.root);
  const scans: Scan[] = [];
  const visit = (node: PlanNode, outer: Place): void => {
    const scope = scopes.get(node);
    const place: Place =
      scope === undefined ? outer : { subplan: scope, appended: false, workers: outer.workers };
    scans.push(...scansOf(node, place));
    const inner: Place = {
      subplan: place.subplan,
      appended: place.appended || ['Append', 'Merge Append', 'ModifyTable'].includes(node.type),
      workers: numberOf(node.properties['Workers Planned']) ?? place.workers,
    };
    for (const child of node.children) visit(child, inner);
  };
  visit(document.root, { subplan: '', appended: false, workers: 0 });
  return scans;
}

/** All names that EXPLAIN shows for range table entries, of relations and of anything else. */
export function shownAliases(root: PlanNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: PlanNode): void => {
    const alias = node.properties['Alias'];
    if (typeof alias === 'string') names.add(alias);
    node.children.forEach(visit);
  };
  visit(root);
  return names;
}

function scansOf(node: PlanNode, place: Place): readonly Scan[] {
  const method = methods[node.type];
  if (method === undefined) return [];
  const divisor = node.properties['Parallel Aware'] === true ? parallelDivisor(place.workers) : 1;
  const common = { node, method, subplan: place.subplan, appended: place.appended, divisor };
  const { 'Relation Name': relation, Schema: schema, Alias: alias } = node.properties;
  if (typeof relation === 'string') {
    return [
      {
        ...common,
        relation,
        schema: textOr(schema, '').replace(/^pg_temp_\d+$/, 'pg_temp'),
        alias: textOr(alias, relation),
      },
    ];
  }
  return joinedAway(node.properties['Relations']).map((one) => ({ ...common, ...one }));
}

/** A join that a foreign server does: `(public.a x) INNER JOIN (public.b)` names its relations in one text. */
function joinedAway(
  relations: Json | undefined,
): readonly { schema: string; relation: string; alias: string }[] {
  if (typeof relations !== 'string') return [];
  const name = String.raw`("(?:[^"]|"")*"|[^\s()".]+)`;
  const pattern = new RegExp(String.raw`\((?:${name}\.)?${name}(?: ${name})?\)`, 'g');
  return [...relations.matchAll(pattern)].map(([, schema = '', relation = '', alias]) => ({
    schema: unquoted(schema),
    relation: unquoted(relation),
    alias: unquoted(alias ?? relation),
  }));
}

/** costsize.c, get_parallel_divisor, with the leader taking part as it does by default. */
function parallelDivisor(workers: number): number {
  return workers + Math.max(0, 1 - 0.3 * workers);
}

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

const textOr = (value: Json | undefined, other: string): string =>
  typeof value === 'string' ? value : other;

const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
