import type { MeasuredRun } from '../../trial/types';

/**
 * Whether the statement as a whole returned as many rows as its LIMIT lets through, so that it returns no more on larger
 * tables. The planner expects the LIMIT's number of a Limit node where it expects more rows of its input (pathnode.c,
 * adjust_limit_rows_costs).
 */
export function fillsLimit({ nodes }: Pick<MeasuredRun, 'nodes'>): boolean {
  const [root] = nodes;
  // EXPLAIN lists initplans, such as that of a LIMIT, before the input (ExplainNode, explain.c).
  const input = nodes.findLast(({ depth }) => depth === 1);
  if (root?.type !== 'Limit' || input === undefined) return false;
  return input.estimatedRows > root.estimatedRows && root.actualRows >= root.estimatedRows;
}
