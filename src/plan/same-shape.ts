import type { Json, PlanNode } from './types';

/** What moves with every row count, in plans of one shape. */
const estimated: ReadonlySet<string> = new Set([
  'Startup Cost',
  'Total Cost',
  'Plan Rows',
  'Plan Width',
]);

/** True for two plans that differ in nothing but the estimates of their nodes: rows, width and cost. */
export function sameShape(a: PlanNode, b: PlanNode): boolean {
  return (
    a.type === b.type &&
    a.children.length === b.children.length &&
    sameProperties(a.properties, b.properties) &&
    a.children.every((child, i) => {
      const other = b.children[i];
      return other !== undefined && sameShape(child, other);
    })
  );
}

function sameProperties(a: PlanNode['properties'], b: PlanNode['properties']): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && (estimated.has(name) || sameValue(a[name], b[name])))
  );
}

/** Lists and objects as text: the same server prints them in the same order. */
function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
