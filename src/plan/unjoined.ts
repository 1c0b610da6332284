import { inputsOf, nodesOf, numberOf, textOf } from './nodes';
import type { Json, PlanNode } from './types';

const conditions = [
  'Index Cond',
  'Recheck Cond',
  'Filter',
  'Join Filter',
  'Hash Cond',
  'Merge Cond',
  'TID Cond',
  'One-Time Filter',
  'Cache Key',
  'Function Call',
  'Table Function Call',
  'Order By',
] as const;

/**
 * The sides of a join that no condition joins: each row of one is paired with every row of the other. Undefined for any
 * other node, for a side of one row, which is paired with nothing twice, for a side that is not read from tables (VALUES,
 * a function, an aggregate), and where both sides have the same constant: the planner puts it in place of a condition between them (equivclass.c,
 * generate_base_implied_equalities_const).
 */
export function unjoinedSides(node: PlanNode): readonly [PlanNode, PlanNode] | undefined {
  const [outer, inner, more] = inputsOf(node);
  if (node.type !== 'Nested Loop' || node.properties['Join Type'] !== 'Inner') return undefined;
  if (outer === undefined || inner === undefined || more !== undefined) return undefined;
  if (node.properties['Join Filter'] !== undefined) return undefined;
  if ([outer, inner].some((side) => numberOf(side, 'Plan Rows') <= 1)) return undefined;
  const [aliases, others] = [aliasesIn(outer), aliasesIn(inner)];
  if (aliases === undefined || others === undefined) return undefined;
  const [above, below] = [textsIn(outer), textsIn(inner)];
  if (below.some((text) => aliases.some((alias) => mentions(text, alias)))) return undefined;
  const given = new Set(above.flatMap(equatedWith));
  return below.flatMap(equatedWith).some((value) => given.has(value)) ? undefined : [outer, inner];
}

/** The tables below a node; undefined where rows come from elsewhere too. */
function aliasesIn(root: PlanNode): readonly string[] | undefined {
  const nodes = nodesOf(root).map(({ node }) => node);
  const elsewhere = /^(?:Aggregate|Group|Limit|Result|Values Scan|Function Scan|CTE Scan|WorkTable Scan|Table Function Scan|Named Tuplestore Scan|ProjectSet|Subquery Scan)$/; // prettier-ignore
  if (nodes.some(({ type }) => elsewhere.test(type))) return undefined;
  const aliases = nodes.flatMap((node) => textOf(node, 'Alias') ?? []);
  return aliases.length === 0 ? undefined : aliases;
}

const textsIn = (root: PlanNode): readonly string[] =>
  nodesOf(root).flatMap(({ node }) => conditions.flatMap((name) => asText(node.properties[name])));

const asText = (value: Json | undefined): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((each) => typeof each === 'string')
      : [];

/** Constants and parameters that columns are equal to. */
const equatedWith = (text: string): readonly string[] =>
  [...text.matchAll(/ = ('(?:[^']|'')*'|\$\d+|-?[\d.]+)/g)].map(([, value = '']) => value);

/** Columns are qualified, since the plan is verbose; a name in quotes ends before the dot. */
function mentions(text: string, alias: string): boolean {
  const name = /^[a-z_][a-z0-9_$]*$/.test(alias) ? alias : `"${alias.replaceAll('"', '""')}"`;
  const place = text.indexOf(`${name}.`);
  return place >= 0 && (place === 0 || !/[\w$"]/.test(text.charAt(place - 1)));
}
