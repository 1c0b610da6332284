import { isChild, nodesOf, textOf } from './nodes';
import type { PlanNode } from './types';

interface Found {
  readonly node: PlanNode;
  readonly kind: string;
  /** EXPLAIN's own number or name. */
  readonly label: string;
  readonly order: number;
}

const names: { readonly [kind: string]: string } = { InitPlan: 'initplan', SubPlan: 'subplan' };

/**
 * The canonical name of each node that starts a subplan: a CTE's own name, `initplan_1`, `subplan_1`, … A subplan
 * without one belongs to the scope around it.
 *
 * EXPLAIN numbers subplans as they were planned, and a number is used up by each alternative that was dropped
 * (subselect.c, make_subplan). Their order is kept and the gaps go: joins may change places without a new name.
 */
export function subplanScopes(root: PlanNode): ReadonlyMap<PlanNode, string> {
  const found = findSubplans(root);
  const scopes = new Map<PlanNode, string>();
  const taken = new Map<string, number>();
  for (const { node, kind, label } of found) {
    const stem = kind === 'CTE' ? label : (names[kind] ?? kind);
    const nth = (taken.get(stem) ?? 0) + 1;
    taken.set(stem, nth);
    scopes.set(node, kind === 'CTE' && nth === 1 ? stem : `${stem}_${nth}`);
  }
  return scopes;
}

/** EXPLAIN's names (`SubPlan 3`, `InitPlan 1`) with the canonical ones, for texts that refer to them. */
export function subplanNames(root: PlanNode): ReadonlyMap<string, string> {
  const scopes = subplanScopes(root);
  return new Map(
    findSubplans(root).map(({ node, kind, label }) => [
      `${kind} ${label}`,
      scopes.get(node) ?? label,
    ]),
  );
}

/** `$1` to `initplan_1.col1`: PostgreSQL 16 and earlier name an initplan's output by its number. */
export function subplanReturns(root: PlanNode): ReadonlyMap<string, string> {
  const scopes = subplanScopes(root);
  return new Map(
    findSubplans(root).flatMap(({ node, label }) => {
      const [, list = ''] = /\(returns (.*)\)$/.exec(textOf(node, 'Subplan Name') ?? '') ?? [];
      const returned = list.split(',').filter((name) => name !== '');
      return returned.map((name, i): [string, string] => [
        name,
        `(${scopes.get(node) ?? label}) . col${i + 1}`,
      ]);
    }),
  );
}

function findSubplans(root: PlanNode): readonly Found[] {
  const found = nodesOf(root).flatMap(({ node, above }, order): readonly Found[] => {
    const subplan = textOf(node, 'Subplan Name');
    if (subplan === undefined || isMinMax(above[0])) return [];
    const [, kind = 'SubPlan', label = subplan] =
      /^(CTE|InitPlan|SubPlan) (.+?)(?: \(returns .*\))?$/.exec(subplan) ?? [];
    return [{ node, kind, label, order }];
  });
  return found.toSorted((a, b) => numberIn(a.label) - numberIn(b.label) || a.order - b.order);
}

const numberIn = (label: string): number => (/^\d+$/.test(label) ? Number(label) : 0);

/**
 * `min(x)` and `max(x)` become an initplan of their own when an index is there to give the first row
 * (planagg.c, build_minmax_path). It reads the table of the query around it, so it keeps that scope: the occurrence
 * has one name whether the planner takes this way or not. A scalar subquery of that shape keeps it as well.
 */
function isMinMax(parent: PlanNode | undefined): boolean {
  return (
    parent?.type === 'Result' &&
    parent.children.every((child) => child.type === 'Limit' && isChild(child, 'InitPlan'))
  );
}
