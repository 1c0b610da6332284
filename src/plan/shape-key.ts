import type { PlanNode } from './types';

const estimates = /"(?:Startup Cost|Total Cost|Plan Rows|Plan Width)":[^,}]+/g;

// A number behind a space: not the digits of a name, of $1, of SubPlan 1, or of a type such as numeric(10,2).
const literals = /'(?:[^']|'')*'|(?<= )(?<!Plan )\d+(?:\.\d+)?(?![\w.])/g;

/** A quote within a name, and one of JSON within a string. */
const ambiguous = /\\|"(?:[\w ]*Name|Alias|Schema)":"[^"]*'/;

/**
 * A text that is equal only for plans with an equal `signature`, and that is made in a fraction of its time: the plan
 * without its estimates and literals. Plans of one shape may differ in it.
 */
export function shapeKey(root: PlanNode): string {
  const text = JSON.stringify(root).replace(estimates, '');
  return ambiguous.test(text) ? text : text.replace(literals, '0');
}
