import type { PlanNode } from './types';
import { textOf } from './nodes';

/** `count(…)` compared with 0 or 1 so that one row decides, as EXPLAIN prints it. */
const oneRowDecides = [
  /^\(count\(.*\) (?:>|=|<>|<=) 0\)$/,
  /^\(count\(.*\) (?:>=|<) 1\)$/,
  /^\(0 (?:<|=|<>|>=) count\(.*\)\)$/,
  /^\(1 (?:<=|>) count\(.*\)\)$/,
];

const callsFunction = /\w\(/;

/**
 * Whether an aggregate over all of its rows says no more than whether there is one: `select count(*) > 0`, or HAVING with
 * the same. One row would be enough, and no executor stops an aggregate there.
 */
export function asksExistence(node: PlanNode): boolean {
  const { Output: output, 'Group Key': keys, 'Grouping Sets': sets } = node.properties;
  if (node.type !== 'Aggregate' || keys !== undefined || sets !== undefined) return false;
  const having = textOf(node, 'Filter');
  const texts = [
    ...(Array.isArray(output) ? output.filter((each) => typeof each === 'string') : []),
    ...(having === undefined ? [] : [having]),
  ];
  const decided = texts.map((text) => oneRowDecides.some((pattern) => pattern.test(text)));
  return (
    decided.includes(true) &&
    texts.every((text, place) => decided[place] === true || !callsFunction.test(text))
  );
}
