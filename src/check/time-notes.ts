import type { MeasuredCase } from '../findings/evidence';
import { rowsText } from '../text/figures';
import { usualLimits } from '../trial/options';
import type { AccessTrial } from '../trial/types';

/**
 * One line for each case and size with a run that the limit of time stopped. All other bounds of a trial are bounds of
 * work, which are the same on every machine.
 */
export function timeNotes(cases: readonly MeasuredCase[]): readonly string[] {
  const notes = cases.flatMap(({ query, case: label, accesses, runnersUp, tried }) =>
    [...accesses.values(), ...runnersUp, ...tried.map(({ trial }) => trial)]
      .flatMap(stoppedAt)
      .map((size) => `${query} / ${label}, run on ${rowsText(size)}: ${stopped}`),
  );
  return [...new Set(notes)];
}

const stopped = `stopped by the time limit of ${usualLimits.time / 1000} s; its figures depend on the machine`;

const stoppedAt = ({ runs }: AccessTrial): readonly number[] =>
  runs.flatMap((run) => (run.outcome === 'at-least' && run.limit === 'time' ? [run.size] : []));
