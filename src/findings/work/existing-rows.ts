import type { AccessTrial, TrialRun } from '../../trial/types';

/**
 * The trials without the sizes where the rows that the case asks for do not exist yet: nothing is found at the smallest
 * sizes, and rows are at all larger ones. How work and result grow from none to some shows nothing of their growth.
 */
export function whereRowsExist(trials: readonly AccessTrial[]): readonly AccessTrial[] {
  const runs = trials.flatMap((trial) => trial.runs);
  const sizes = [...new Set(runs.map(({ size }) => size))].sort((a, b) => a - b);
  const found = sizes.map((size) => runs.some((run) => run.size === size && findsRows(run)));
  const first = found.indexOf(true);
  const enough = sizes.length - first >= 2 && found.slice(first).every(Boolean);
  const from = sizes[first];
  if (first <= 0 || !enough || from === undefined) return trials;
  return trials.map((trial) => ({ ...trial, runs: trial.runs.filter(({ size }) => size >= from) }));
}

/** What went into an aggregate counts, not the one row that an aggregate returns for none. */
function findsRows(run: TrialRun): boolean {
  if (run.outcome !== 'measured') return false;
  const { rowsReturned, rowsAggregated } = run.figures;
  return (rowsAggregated ?? rowsReturned) > 0;
}
