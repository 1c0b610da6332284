import { rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { MeasuredRun, NodeWork } from '../../trial/types';
import type { SizedFigure } from '../../trial/work/growth';
import { streamsTo } from '../../trial/work/streams-to';
import { curve } from '../work/curve';
import type { CauseRule, CauseSubject } from './subject';

/** Real over expected rows from which on, and below whose inverse, a node's estimate is wrong. */
const wrong = 5;

/**
 * The lowest node whose rows the planner gets wrong, by node: what it expects and what comes, at the largest size, and
 * extrapolated to the row count of the finding.
 */
export const misestimateCause: CauseRule = (subject) => {
  const run = subject.runs.at(-1);
  const at = run === undefined ? -1 : lowestWrong(run);
  const node = run?.nodes[at];
  if (run === undefined || node === undefined) return [];
  const ratio = node.actualRows / Math.max(1, node.estimatedRows);
  const times =
    ratio >= 1 ? `${formatRows(ratio)} times as many` : `${formatRows(1 / ratio)} times fewer`;
  const each = node.loops > 1 ? ' each time' : '';
  const known = node.actualRows < 0.5 ? 'no row' : rowsText(node.actualRows);
  const text = `At ${rowsText(run.size)} the planner expects ${rowsText(node.estimatedRows)} of ${nameOf(node)}${each}; measured, ${known}${node.actualRows < 0.5 ? '' : ` (${times})`}${further(subject, at)}.`;
  return [text];
};

/** Nodes that have an estimate of their own; any other passes on what it gets, or takes as much as it needs. */
const selects = /(Scan|Join|Loop|Aggregate|Group|Unique|SetOp)$/;

/** Index of the node; nodes are listed parents first, so that the last one is the lowest. */
function lowestWrong({ nodes }: MeasuredRun): number {
  return nodes.findLastIndex((node, i) => {
    if (node.loops === 0 || !selects.test(node.type) || isStopped(nodes, i)) return false;
    const [real, expected] = [Math.max(1, node.actualRows), Math.max(1, node.estimatedRows)];
    return real / expected >= wrong || expected / real >= wrong;
  });
}

/** A node below a LIMIT, or on the inner side of a semi-join, may be left before it has returned what it would. */
const isStopped = (nodes: readonly NodeWork[], at: number): boolean =>
  streamsTo(nodes, at).some(({ type }) => type === 'Limit' || type === 'Nested Loop');

/** A line through two sizes follows every row by which they differ by chance. */
const fewestSizes = 3;

/** What both figures come to at the row count of the finding, each by its own slope. */
function further({ runs, others, point }: CauseSubject, at: number): string {
  const largest = runs.at(-1);
  if (largest === undefined || point.scale <= largest.size) return '';
  const { size: last } = largest;
  const alike = runs.filter((run) => shapeOf(run) === shapeOf(largest));
  if (alike.length < fewestSizes) return '';
  const points = (figure: (node: NodeWork) => number): readonly SizedFigure[] =>
    alike.flatMap(({ size, nodes }) => {
      const node = nodes[at];
      return node === undefined ? [] : [{ size, value: figure(node) }];
    });
  const own = points((node) => node.actualRows);
  // Where the node returns the result of the query, other plans may have shown that at larger sizes.
  const returns = alike.every(
    ({ nodes, figures }) => nodes[at]?.actualRows === figures.rowsReturned,
  );
  const larger = others.flatMap(({ size, figures }) =>
    returns && size > last ? [{ size, value: figures.rowsReturned }] : [],
  );
  const expected = curve(points((node) => node.estimatedRows))?.at(point.scale);
  const real = curve([...own, ...larger])?.at(point.scale);
  if (expected === undefined || real === undefined) return '';
  return `, which comes to ${rowsText(real)} for ${formatRows(Math.max(1, expected))} expected at ${rowsText(point.scale)} (both extrapolated)`;
}

const shapeOf = ({ nodes }: MeasuredRun): string =>
  nodes.map(({ type, alias }) => `${type} ${alias ?? ''}`).join();

function nameOf({ type, index, relation, alias }: NodeWork): string {
  const of = [index, relation].filter((name) => name !== undefined);
  const shown = of.length === 0 ? '' : ` ${of.join(' on ')}`;
  const as = alias === undefined || alias === relation ? '' : ` (${alias})`;
  return `${type}${shown}${as}`;
}
