import { skippedRows } from '../../trial/work/skipped-rows';
import type { AccessTrial, TrialRun } from '../../trial/types';

/**
 * The trials without the sizes where the rows that the case asks for do not exist yet: nothing is found at the smallest
 * sizes, and rows are at all larger ones. How work and result grow from none to some shows nothing of their growth. One
 * size with rows is enough where OFFSET throws rows away: neither grows further.
 */
export function whereRowsExist(trials: readonly AccessTrial[]): readonly AccessTrial[] {
  const runs = trials.flatMap((trial) => trial.runs);
  const sizes = [...new Set(runs.map(({ size }) => size))].sort((a, b) => a - b);
  const found = sizes.map((size) => runs.some((run) => run.size === size && findsRows(run)));
  const first = found.indexOf(true);
  const from = sizes[first];
  const least = runs.some((run) => run.size === from && isPaged(run)) ? 1 : 2;
  const enough = sizes.length - first >= least && found.slice(first).every(Boolean);
  if (first <= 0 || !enough || from === undefined) return trials;
  return trials.map((trial) => ({ ...trial, runs: trial.runs.filter(({ size }) => size >= from) }));
}

/** What went into an aggregate counts, not the one row that an aggregate returns for none. */
function findsRows(run: TrialRun): boolean {
  if (run.outcome !== 'measured') return false;
  const { rowsReturned, rowsAggregated } = run.figures;
  return (rowsAggregated ?? rowsReturned) > 0;
}

/** Whether a run reads rows for OFFSET to throw away: it would do the same work on a larger table. */
export const isPaged = (run: TrialRun): boolean =>
  run.outcome === 'measured' && skippedRows(run) !== undefined;
