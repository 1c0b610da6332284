import type { PlanNode } from './types';
import { textOf } from './nodes';
import { oneRowDecides } from './one-row-decides';

/** `count(…)` compared with a number, as EXPLAIN prints it. */
const comparisons = [
  { count: 'left', form: /^\(count\(.*\) (?<operator>[<>=]+) (?<number>\d+)\)$/ },
  { count: 'right', form: /^\((?<number>\d+) (?<operator>[<>=]+) count\(.*\)\)$/ },
] as const;

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
  const decided = texts.map(isDecided);
  return (
    decided.includes(true) &&
    texts.every((text, place) => decided[place] === true || !callsFunction.test(text))
  );
}

const isDecided = (text: string): boolean =>
  comparisons.some(({ count, form }) => {
    const { operator, number } = form.exec(text)?.groups ?? {};
    return (
      operator !== undefined &&
      oneRowDecides({ count, operator, number: Number(number) }) !== undefined
    );
  });
