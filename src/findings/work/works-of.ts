import type { AccessTrial } from '../../trial/types';
import { isPaged, whereRowsExist } from './existing-rows';
import { workOf, type Work } from './work';

/**
 * The measured work of plans of one case, over the sizes where the rows that it asks for exist. A plan that is too much
 * work at larger sizes shows how its work grows at smaller ones, whatever it finds there.
 */
export function worksOf(trials: readonly AccessTrial[]): readonly (Work | undefined)[] {
  return whereRowsExist(trials).map((trial, i) =>
    workOf(isEnough(trial) ? trial : (trials[i] ?? trial)),
  );
}

function isEnough({ runs }: AccessTrial): boolean {
  const measured = runs.filter(({ outcome }) => outcome === 'measured');
  return measured.length > 1 || measured.some(isPaged);
}
