import { asksExistence } from '../../plan/asks-existence';
import type { Plan, PlanNode } from '../../plan/types';
import { inputsOf, numberOf, parallelDivisor } from '../../plan/nodes';
import { unjoinedSides } from '../../plan/unjoined';

/** How large the result of a query is, by the planner's estimates. */
export interface ResultSize {
  /** Rows that come out at the top; of a modifying statement, the rows it modifies. */
  readonly returned: number;
  /**
   * Rows that the result is made of: those that enter the lowest aggregate (or DISTINCT) on the way down
   * from the top, or that an anti-join tests one by one. A count over a million rows returns one, but no access
   * path returns it without the million, unless all that it says is whether there is a row. Of pairs that no condition joins
   * the smaller side counts. Equal to `returned` where there is no such node.
   */
  readonly fed: number;
  /** Whether a LIMIT stands above the aggregate: then it may or may not need all of its input. */
  readonly limited: boolean;
}

const aggregates = new Set(['Aggregate', 'Group', 'Unique', 'SetOp']);
const transparent = new Set([
  'Gather',
  'Gather Merge',
  'Sort',
  'Incremental Sort',
  'Result',
  'Subquery Scan',
  'Materialize',
  'LockRows',
  'ProjectSet',
  'WindowAgg',
  'ModifyTable',
]);

export function resultSize(plan: Plan): ResultSize {
  const { root } = plan.document;
  const returned = rootRows(root);
  const fed = fedRows(root, 1);
  return { returned, fed: fed?.rows ?? returned, limited: fed?.limited ?? false };
}

function rootRows(root: PlanNode): number {
  if (root.type !== 'ModifyTable') return Math.max(1, numberOf(root, 'Plan Rows'));
  const source = inputsOf(root).reduce((sum, child) => sum + numberOf(child, 'Plan Rows'), 0);
  return Math.max(1, source, numberOf(root, 'Plan Rows'));
}

function fedRows(
  node: PlanNode,
  divisor: number,
): { readonly rows: number; readonly limited: boolean } | undefined {
  const below = divisor * parallelDivisor(numberOf(node, 'Workers Planned'));
  const children = inputsOf(node);
  if (node.type === 'Limit') {
    const inner = children[0] && fedRows(children[0], below);
    return inner && { ...inner, limited: true };
  }
  if (asksExistence(node)) return undefined;
  if (aggregates.has(node.type)) {
    const rows = children.map((child) => fedRows(child, below)?.rows ?? entering(child, below));
    return { rows: Math.max(1, sum(rows)), limited: false };
  }
  const unjoined = unjoinedSides(node);
  if (unjoined !== undefined) {
    const rows = Math.min(...unjoined.map((side) => entering(side, below)));
    return { rows: Math.max(1, rows), limited: false };
  }
  const tested = testedSide(node, children);
  if (tested !== undefined) {
    return { rows: fedRows(tested, below)?.rows ?? entering(tested, below), limited: false };
  }
  if (node.type === 'Append' || node.type === 'Merge Append') {
    const inner = children.map((child) => fedRows(child, below));
    return inner.some((each) => each !== undefined)
      ? {
          rows: sum(inner.map((each, i) => each?.rows ?? entering(children[i] as PlanNode, below))),
          limited: inner.some((each) => each?.limited === true),
        }
      : undefined;
  }
  return transparent.has(node.type) && children[0] ? fedRows(children[0], below) : undefined;
}

/** The rows that NOT EXISTS is asked of. How many pass, the planner often takes for none at all. */
function testedSide(node: PlanNode, children: readonly PlanNode[]): PlanNode | undefined {
  const type = node.properties['Join Type'];
  if (type === 'Anti') return children[0];
  return type === 'Right Anti' ? children[1] : undefined;
}

/** Rows that a node hands up. Below a Gather its own figure is that of one worker; a Gather's is of all. */
function entering(node: PlanNode, divisor: number): number {
  return numberOf(node, 'Plan Rows') * divisor;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
