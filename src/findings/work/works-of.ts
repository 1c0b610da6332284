import type { AccessTrial } from '../../trial/types';
import { allowedLead } from '../growth/growth';
import { flattened, type Curve } from './curve';
import { isPaged, whereRowsExist } from './existing-rows';
import { workOf, type Work } from './work';

/**
 * The measured work of plans of one case, over the sizes where the rows that it asks for exist. A plan that is too much
 * work at larger sizes shows how its work grows at smaller ones, whatever it finds there.
 */
export function worksOf(trials: readonly AccessTrial[]): readonly (Work | undefined)[] {
  return whereRowsExist(trials).map((trial, i) => {
    if (isEnough(trial)) return workOf(trial);
    const all = workOf(trials[i] ?? trial);
    return all === undefined ? undefined : { ...all, ...noSteeper(all) };
  });
}

/** From no row to the first ones work may rise by any power; beyond the sizes it follows the rows of all relations at most. */
function noSteeper({
  work,
  pages,
  rows,
  occurrences,
}: Work): Pick<Work, 'work' | 'pages' | 'rows'> {
  if (work.slope <= occurrences + allowedLead) return { work, pages, rows };
  const least = (of: Curve): Curve => flattened(of, Math.min(of.slope, occurrences));
  return { work: least(work), pages: least(pages), rows: least(rows) };
}

function isEnough({ runs }: AccessTrial): boolean {
  const measured = runs.filter(({ outcome }) => outcome === 'measured');
  return measured.length > 1 || measured.some(isPaged);
}
