import { multiple, worthwhile } from '../../findings/work/outgrows';
import { workOf, type Work } from '../../findings/work/work';
import { worksOf } from '../../findings/work/works-of';
import type { AccessTrial, TrialRun } from '../../trial/types';

/** Whether measured work falls to a tenth: at the largest size of the trial, or further on where the two grow apart. */
export type Gain = 'a tenth' | 'less, not a tenth' | 'none';

/** The gain at the largest size that both were run at. What was cancelled counts by what it had done: "at least". */
export function gainAtLargest(without: AccessTrial, trial: AccessTrial): Gain {
  const share = shareAtLargest(without, trial);
  if (share === undefined || share >= 1 / 2) return 'none';
  return share * multiple <= 1 ? 'a tenth' : 'less, not a tenth';
}

/** The work as a share of the former one, at the largest size that both were run at; undefined where there is none. */
export function shareAtLargest(without: AccessTrial, trial: AccessTrial): number | undefined {
  // A run that was not started or not ended did more than its bound: as much as smaller sizes show, where they were run.
  const grown = workOf(without);
  for (const run of trial.runs.toReversed()) {
    const before = without.runs.find(({ size }) => size === run.size);
    const bound = before && figureOf(before);
    const beyond = before?.outcome === 'at-least' && (grown?.sizes.length ?? 0) > 1;
    const was =
      beyond && bound !== undefined ? Math.max(bound, grown?.work.at(run.size) ?? 0) : bound;
    const work = figureOf(run);
    if (run.outcome !== 'measured' || work === undefined || was === undefined) continue;
    return work / Math.max(Number.MIN_VALUE, was);
  }
  return undefined;
}

/** Whether the work falls to a tenth at a row count, extrapolated beyond the sizes of the trial. */
export function isTenthAt(without: AccessTrial, trial: AccessTrial, rows: number): boolean {
  const [before, after] = worksOf([without, trial]);
  if (before === undefined || after === undefined || after.atLeast) return false;
  const was = workAt(before, rows);
  return was >= worthwhile && workAt(after, rows) * multiple <= was;
}

/** Whether a change does ten times the work, and enough of it to matter, at the largest size that both were run at. */
export function isTenfold(without: AccessTrial, trial: AccessTrial): boolean {
  for (const run of trial.runs.toReversed()) {
    const before = without.runs.find(({ size }) => size === run.size);
    const [work, was] = [
      figureOf(run),
      before?.outcome === 'measured' ? figureOf(before) : undefined,
    ];
    if (work === undefined || was === undefined) continue;
    return work >= multiple * was && work >= worthwhile / multiple;
  }
  return false;
}

const workAt = ({ work }: Work, rows: number): number => work.at(rows);

function figureOf(run: TrialRun): number | undefined {
  if (run.outcome === 'measured') return run.figures.work;
  return run.outcome === 'at-least' ? run.work : undefined;
}
