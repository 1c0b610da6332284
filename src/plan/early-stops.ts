import { isChild, numberOf, type Relationship } from './nodes';
import type { PlanNode } from './types';

/** A part of a plan that the planner does not expect to be read to its end. */
export interface EarlyStop {
  /** What ends the read: a LIMIT, the first row of a minimum or maximum, or the first match of EXISTS. */
  readonly by: 'LIMIT' | 'MIN or MAX' | 'EXISTS';
  /** The node that is left early. */
  readonly node: PlanNode;
  /** Share of the node's work that the planner expects, 0 to 1. */
  readonly share: number;
  /** Cost of the whole plan that is added where nothing ends the read, in the planner's units. */
  readonly excess: number;
}

/**
 * The early stops of a plan, each with what the plan costs more if no row is found. The planner spreads the matches evenly
 * over what it reads (costsize.c, adjust_limit_rows_costs; pathnode.c, final_cost_nestloop for semi-joins; subselect.c,
 * cost_subplan for EXISTS), so that the cost at the top does not show this; the total cost of the node below does, and it
 * does not depend on how many matches are expected.
 */
export function earlyStops(root: PlanNode): readonly EarlyStop[] {
  const found: EarlyStop[] = [];
  /** @param runs how often the node runs, by the planner's estimate */
  const visit = (node: PlanNode, runs: number, parent: PlanNode | undefined): void => {
    const stop = limited(node, parent) ?? firstMatch(node) ?? firstOfSubplan(node, parent);
    if (stop !== undefined && stop.excess > 0) found.push({ ...stop, excess: stop.excess * runs });
    for (const child of node.children) visit(child, runs * runsBelow(node, child), node);
  };
  visit(root, 1, undefined);
  return found;
}

/** Cost of a plan if none of its early stops comes before the end, in the planner's units. */
export function worstCost(root: PlanNode): number {
  const stops = earlyStops(root);
  return numberOf(root, 'Total Cost') + stops.reduce((sum, { excess }) => sum + excess, 0);
}

function limited(node: PlanNode, parent: PlanNode | undefined): EarlyStop | undefined {
  const child = outerOf(node);
  if (node.type !== 'Limit' || child === undefined) return undefined;
  const { share, excess } = leftOver(child, numberOf(node, 'Total Cost'));
  const initplan = isChild(node, 'InitPlan');
  // planagg.c, build_minmax_path: the first row in the order of an index, null values left out.
  const extreme = initplan && parent?.type === 'Result' && numberOf(node, 'Plan Rows') === 1;
  return {
    by: extreme && testsNotNull(child) ? 'MIN or MAX' : 'LIMIT',
    node: child,
    share,
    excess,
  };
}

/** A nested loop that leaves its inner side at the first match: of EXISTS, and of NOT EXISTS. */
function firstMatch(node: PlanNode): EarlyStop | undefined {
  const [outer, inner] = [outerOf(node), childOf(node, 'Inner')];
  const type = node.properties['Join Type'];
  if (node.type !== 'Nested Loop' || (type !== 'Semi' && type !== 'Anti')) return undefined;
  // A later run of these costs less than the first, and EXPLAIN does not show how much.
  if (outer === undefined || inner === undefined || /^(Materialize|Memoize)$/.test(inner.type)) {
    return undefined;
  }
  const full = Math.max(1, numberOf(outer, 'Plan Rows')) * numberOf(inner, 'Total Cost');
  const expected = Math.max(0, numberOf(node, 'Total Cost') - numberOf(outer, 'Total Cost'));
  const share = full <= 0 ? 1 : Math.min(1, expected / full);
  return { by: 'EXISTS', node: inner, share, excess: Math.max(0, full - expected) };
}

/** EXISTS that was not turned into a join. PostgreSQL 17 and later print which subplans are of EXISTS. */
function firstOfSubplan(node: PlanNode, parent: PlanNode | undefined): EarlyStop | undefined {
  const name = node.properties['Subplan Name'];
  if (parent === undefined || typeof name !== 'string') return undefined;
  const texts = Object.values(parent.properties).flat();
  const asked = texts.some(
    (text) => typeof text === 'string' && text.includes(`EXISTS(${name.replace(/ \(.*/, '')})`),
  );
  if (!asked || node.type === 'Limit') return undefined;
  const startup = numberOf(node, 'Startup Cost');
  const run = numberOf(node, 'Total Cost') - startup;
  const expected = startup + run / Math.max(1, numberOf(node, 'Plan Rows'));
  // clausesel.c takes half of the rows to pass such a test.
  const correlated = isChild(node, 'SubPlan');
  const runs = correlated ? 2 * Math.max(1, numberOf(parent, 'Plan Rows')) : 1;
  const { share, excess } = leftOver(node, expected);
  return { by: 'EXISTS', node, share, excess: excess * runs };
}

/** What is left of a node that the planner expects to leave at a cost. */
function leftOver(node: PlanNode, at: number): { readonly share: number; readonly excess: number } {
  const [startup, total] = [numberOf(node, 'Startup Cost'), numberOf(node, 'Total Cost')];
  const share = total <= startup ? 1 : Math.min(1, Math.max(0, (at - startup) / (total - startup)));
  return { share, excess: Math.max(0, total - Math.max(at, startup)) };
}

function runsBelow(node: PlanNode, child: PlanNode): number {
  if (node.type !== 'Nested Loop' || !isChild(child, 'Inner')) return 1;
  const outer = outerOf(node);
  return /^(Materialize|Memoize)$/.test(child.type) || outer === undefined
    ? 1
    : Math.max(1, numberOf(outer, 'Plan Rows'));
}

function testsNotNull({ properties }: PlanNode): boolean {
  return ['Index Cond', 'Filter'].some((name) => {
    const text = properties[name];
    return typeof text === 'string' && text.includes('IS NOT NULL');
  });
}

const childOf = (node: PlanNode, relationship: Relationship): PlanNode | undefined =>
  node.children.find((child) => isChild(child, relationship));

const outerOf = (node: PlanNode): PlanNode | undefined => childOf(node, 'Outer');
