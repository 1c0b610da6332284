import { usesAdvice } from '../findings/advice-text/tried-advice';
import type { MeasuredCase, TriedChange } from '../findings/evidence';
import type { Finding } from '../findings/types';
import { whereRowsExist } from '../findings/work/existing-rows';
import { price } from '../trial/work/price';
import type { AccessTrial, TrialRun } from '../trial/types';

/** Whether a run says anything of a case that advice could answer. */
export type IsFindable = (of: { readonly query: string; readonly label: string }) => boolean;

/**
 * The cases with a finding that prints advice, and those that would have one if a change were found with which they did no
 * work at all. To try a change for any other case could change nothing that is said of it.
 *
 * @param judge judges without the levels of the scenario, which hide no advice
 */
export function findableCases(
  measured: readonly MeasuredCase[],
  judge: (cases: readonly MeasuredCase[]) => readonly Finding[],
): IsFindable {
  const best = measured.map((each) => ({ ...each, tried: [withoutWork(each)] }));
  const found = [...judge(measured), ...judge(best)].filter(usesAdvice);
  const open = measured.filter((each) => !showsItsRows(each));
  return ({ query, label }) =>
    [...found, ...open].some((each) => each.query === query && each.case === label);
}

const runsOf = ({ accesses, runnersUp }: MeasuredCase): readonly TrialRun[] =>
  [...accesses.values(), ...runnersUp].flatMap(({ runs }) => runs);

/**
 * Whether every size has a run that finds rows. Where one has none, a plan that advice leads to may be the first to show
 * how the result grows, which no made-up run tells.
 */
function showsItsRows(each: MeasuredCase): boolean {
  const runs = runsOf(each);
  const trials = [...each.accesses.values(), ...each.runnersUp];
  const shown = runs.filter(({ outcome }) => outcome === 'measured').map(({ size }) => size);
  return (
    runs.every(({ size }) => shown.includes(size)) &&
    whereRowsExist(trials).every((trial, i) => trial === trials[i])
  );
}

/** A change with which the case returns its rows for the work of one row. */
function withoutWork(each: MeasuredCase): TriedChange {
  const sizes = new Map<number, TrialRun>();
  for (const run of runsOf(each)) {
    if (run.outcome !== 'measured') continue;
    const figures = { ...run.figures, pages: 0, tempPages: 0, rowsHandled: 1 };
    sizes.set(run.size, { ...run, figures: { ...figures, work: price(figures) }, nodes: [] });
  }
  const trial: AccessTrial = {
    case: '',
    reproducedBy: 'planned',
    runs: [...sizes.values()].toSorted((a, b) => a.size - b.size),
    functions: [],
  };
  const suggestion = { kind: '', text: '', reason: '' };
  return { condition: '', suggestion, text: '', outcome: 'helps', trial };
}
