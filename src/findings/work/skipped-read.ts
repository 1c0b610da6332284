import { skippedRows, type SkippedRows } from '../../trial/work/skipped-rows';
import type { MeasuredRun } from '../../trial/types';
import type { Work } from './work';

/** The rows that OFFSET throws away at the largest size that was run, where reading them is most of the work. */
export function skippedRead({ trial }: Work): SkippedRows | undefined {
  const run = trial.runs.findLast((each): each is MeasuredRun => each.outcome === 'measured');
  return run && skippedRows(run);
}
