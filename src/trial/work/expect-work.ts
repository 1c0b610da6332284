import { growth, type SizedFigure } from './growth';
import { disableCost } from '../../plan/disabled-paths';
import type { TrialRun } from '../types';
import { skippedRows } from './skipped-rows';

/**
 * The work that a run is expected to take, from the runs at smaller sizes: by their slope, or in proportion where there
 * is only one of them. Undefined where none is known, and where OFFSET threw away what the last of them read: such a plan
 * reads no more once the table is larger than the OFFSET.
 */
export function expectedWork(before: readonly TrialRun[], size: number): number | undefined {
  const largest = before.findLast((run) => run.outcome === 'measured');
  if (largest !== undefined && skippedRows(largest) !== undefined) return undefined;
  const known = before.flatMap((run): SizedFigure[] =>
    run.outcome === 'measured' ? [{ size: run.size, value: run.figures.work }] : [],
  );
  const last = known.at(-1);
  if (last === undefined) return undefined;
  return growth(known)?.at(size).value ?? last.value * (size / last.size);
}

/**
 * Work for each unit of the cost that the planner expects, of the largest run before, and at most 1; 1 where there is
 * none. The plan at a size may differ from those at smaller sizes: their slope then says nothing of it.
 */
export function workPerCost(before: readonly TrialRun[]): number {
  const last = before.findLast((run) => run.outcome === 'measured');
  const cost = (last?.plan.cost ?? 0) % disableCost;
  return last === undefined || cost <= 0 ? 1 : Math.min(1, last.figures.work / cost);
}

/** The most work that a run at a smaller size is known to take: a larger table is taken to need no less. */
export function leastWork(before: readonly TrialRun[]): number {
  return Math.max(0, ...before.map(workOf));
}

function workOf(run: TrialRun): number {
  if (run.outcome === 'measured') return run.figures.work;
  return run.outcome === 'at-least' ? run.work : 0;
}
