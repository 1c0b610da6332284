import { rowsText } from '../../text/figures';
import { formatRows } from '../../text/row-count';
import type { MeasuredRun, NodeWork } from '../../trial/types';
import type { SizedFigure } from '../../trial/work/growth';
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
  const stopped = nodes.map((_, i) => isStopped(nodes, i));
  return nodes.findLastIndex((node, i) => {
    if (node.loops === 0 || stopped[i] === true || !selects.test(node.type)) return false;
    const [real, expected] = [Math.max(1, node.actualRows), Math.max(1, node.estimatedRows)];
    return real / expected >= wrong || expected / real >= wrong;
  });
}

/** A node below a LIMIT, or on the inner side of a semi-join, may be left before it has returned what it would. */
function isStopped(nodes: readonly NodeWork[], at: number): boolean {
  let depth = nodes[at]?.depth ?? 0;
  for (let i = at - 1; i >= 0; i -= 1) {
    const above = nodes[i];
    if (above === undefined || above.depth >= depth) continue;
    depth = above.depth;
    // These read all of their input before they return a row.
    if (/^(Sort|Hash|Aggregate|Materialize)$/.test(above.type)) return false;
    if (above.type === 'Limit' || above.type === 'Nested Loop') return true;
  }
  return false;
}

/** A line through two sizes follows every row by which they differ by chance. */
const fewestSizes = 3;

/** What both figures come to at the row count of the finding, each by its own slope. */
function further({ runs, others, point }: CauseSubject, at: number): string {
  const last = runs.at(-1)?.size ?? 0;
  const shape = runs
    .at(-1)
    ?.nodes.map(({ type, alias }) => `${type} ${alias ?? ''}`)
    .join();
  const alike = runs.filter(
    ({ nodes }) => nodes.map(({ type, alias }) => `${type} ${alias ?? ''}`).join() === shape,
  );
  if (point.scale <= last || alike.length < fewestSizes) return '';
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

function nameOf({ type, index, relation, alias }: NodeWork): string {
  const of = [index, relation].filter((name) => name !== undefined);
  const shown = of.length === 0 ? '' : ` ${of.join(' on ')}`;
  const as = alias === undefined || alias === relation ? '' : ` (${alias})`;
  return `${type}${shown}${as}`;
}
