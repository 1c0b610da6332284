import { describeAccess } from './describe';
import { canonicalExpression, type Names } from './expression';
import { noFacts, type CatalogFacts } from './facts';
import { occurrenceName, occurrences } from './occurrences';
import { nodesOf, textOf } from './nodes';
import { parentIndex, parentTable } from './partitions';
import { findScans, shownAliases } from './scans';
import { serialShape } from './canonical';
import { subplanNames, subplanReturns } from './subplans';
import type { AccessPath, ExplainDocument, Json, PlanNode } from './types';

/** Properties that make the shape of a plan. Everything else is cost, size, storage or a worker count. */
const plain = [
  'Join Type',
  'Strategy',
  'Partial Mode',
  'Operation',
  'Command',
  'Scan Direction',
  'CTE Name',
  'Function Name',
  'Table Function Name',
  'Custom Plan Provider',
  'Sampling Method',
  'Conflict Resolution',
  'Conflict Arbiter Indexes',
] as const;

const expressions = [
  'Index Cond',
  'Recheck Cond',
  'TID Cond',
  'Filter',
  'One-Time Filter',
  'Order By',
  'Join Filter',
  'Hash Cond',
  'Merge Cond',
  'Sort Key',
  'Presorted Key',
  'Group Key',
  'Grouping Sets',
  'Run Condition',
  'Cache Key',
  'Function Call',
  'Sampling Parameters',
  'Conflict Filter',
] as const;

/**
 * The shape of a plan as text: equal whatever the costs, constants, worker counts and order of properties, and with
 * the serial plan's shape for a parallel one. Partitions that are read alike count once.
 */
export function signature(document: ExplainDocument, facts: CatalogFacts = noFacts): string {
  const root = serialShape(document.root);
  const context = contextOf({ ...document, root }, facts);
  return lines(root, context).join('\n');
}

/**
 * The part of the signature that a finding names: one line for each access, and one for each subquery whose result is
 * hashed and read once. Equal text, equal access.
 */
export function accessSignature(paths: readonly AccessPath[], root?: PlanNode): string {
  return [...paths.map(describeAccess).sort(), ...hashedSubplans(root)].join('\n');
}

function hashedSubplans(root: PlanNode | undefined): readonly string[] {
  if (root === undefined) return [];
  return nodesOf(root).flatMap(({ node }) =>
    expressions.flatMap((name) => {
      const text = textOf(node, name) ?? '';
      return [...text.matchAll(/\bhashed SubPlan\b/g)].map(() => 'hashed SubPlan');
    }),
  );
}

interface Context {
  readonly names: Names;
  /** The relation as an occurrence, and the names of indexes, for the nodes that have them. */
  readonly relations: ReadonlyMap<PlanNode, string>;
  readonly indexes: ReadonlyMap<PlanNode, string>;
}

function contextOf(document: ExplainDocument, facts: CatalogFacts): Context {
  const relations = new Map<PlanNode, string>();
  const indexes = new Map<PlanNode, string>();
  const aliases = new Map<string, string>();
  const scans = findScans(document);
  for (const occurrence of occurrences(scans, shownAliases(document.root), facts)) {
    const siblings = occurrence.scans.map(({ relation }) => relation);
    for (const scan of occurrence.scans) {
      const table = parentTable(scan, siblings, facts) ?? scan.relation;
      const name = occurrenceName(occurrence, scan.schema, table);
      relations.set(scan.node, name);
      aliases.set(scan.alias, name.slice(0, name.indexOf('/')));
      for (const { node } of nodesOf(scan.node)) {
        const index = textOf(node, 'Index Name');
        if (index === undefined) continue;
        indexes.set(node, parentIndex(index, scan, siblings, facts));
      }
    }
  }
  const names = {
    aliases,
    subplans: subplanNames(document.root),
    parameters: subplanReturns(document.root),
  };
  return { names, relations, indexes };
}

/** @param place what the parent says of the node, where another stands in its place */
function lines(
  node: PlanNode,
  context: Context,
  place = node.properties['Parent Relationship'],
): readonly string[] {
  const children = node.children.map((child) => lines(child, context));
  const appends = node.type === 'Append' || node.type === 'Merge Append';
  const kept = appends ? distinct(children) : children;
  // An Append is only there for more than one partition; with one way of reading them it says nothing.
  const [only] = node.children;
  if (appends && kept.length === 1 && only !== undefined) return lines(only, context, place);
  return [header(node, context, place), ...kept.flat().map((line) => ` ${line}`)];
}

function header(node: PlanNode, context: Context, place: Json | undefined): string {
  const { names } = context;
  const subplan = node.properties['Subplan Name'];
  const parts = [
    node.type,
    context.relations.get(node) ?? '',
    context.indexes.get(node) ?? '',
    typeof subplan === 'string' ? (names.subplans.get(bareSubplan(subplan)) ?? '') : '',
    property('Parent Relationship', place),
    ...plain.map((name) => property(name, node.properties[name])),
    ...expressions.map((name) =>
      property(name, node.properties[name], (text) => canonicalExpression(text, names)),
    ),
  ];
  return parts.filter((part) => part !== '').join(' | ');
}

function property(
  name: string,
  value: Json | undefined,
  canonical: (text: string) => string = (text) => text,
): string {
  if (value === undefined) return '';
  const print = (one: Json): string => {
    if (Array.isArray(one)) return `[${(one as readonly Json[]).map(print).join('; ')}]`;
    return typeof one === 'string' ? canonical(one) : JSON.stringify(one);
  };
  return `${name}: ${print(value)}`;
}

function distinct(children: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const seen = new Map(children.map((child) => [child.join('\n'), child]));
  return [...seen.values()];
}

const bareSubplan = (name: string): string => name.replace(/ \(returns .*\)$/, '');
