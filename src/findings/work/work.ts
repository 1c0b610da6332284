import { price } from '../../trial/work/price';
import type { AccessTrial, Figures, TrialRun } from '../../trial/types';
import { boundedByPage } from './bounded-by-page';
import { boundedByRows } from './bounded-by-rows';
import { curve, type Curve } from './curve';
import { isPaged } from './existing-rows';

/** The measured work of one plan of a case, by the row count of the driving table. */
export interface Work {
  readonly trial: AccessTrial;
  /** In pages' worth: a page is 1, a row handled 0.01 (`trial/price.ts`). */
  readonly work: Curve;
  readonly pages: Curve;
  /** Rows handled by every node. */
  readonly rows: Curve;
  /** Sizes with figures, rising. */
  readonly sizes: readonly number[];
  /** Occurrences of relations in the plan. */
  readonly occurrences: number;
  /** True where the largest sizes are known by a lower bound alone. */
  readonly atLeast: boolean;
}

/** @returns undefined where fewer than two sizes have figures, and one shows no plan that does the same on a larger table */
export function workOf(trial: AccessTrial): Work | undefined {
  const known = trial.runs.filter(
    ({ outcome }) => outcome === 'measured' || outcome === 'at-least',
  );
  const every = known.flatMap((run) => (run.outcome === 'measured' ? [run] : []));
  const last = every.at(-1);
  if (last === undefined) return undefined;
  // Where the planner chose freely, another plan at smaller sizes shows nothing of how this one grows.
  const same = every.filter(({ plan }) => plan.accessSignature === last.plan.accessSignature);
  const measured = same.length > 1 ? same : every;
  const stays = known.length === 1 && isPaged(last);
  const of = (figure: (figures: Figures) => number): Curve | undefined =>
    curve(
      measured.map(({ size, figures }) => ({ size, value: figure(figures) })),
      stays,
    );
  // One measured size and a bound for a larger one show the least that the work grows.
  const bounded = measured.length > 1 ? measured : known;
  const work = curve(
    bounded.map((run) => ({ size: run.size, value: workAt(run) })),
    stays,
  );
  if (work === undefined) return undefined;
  const pages = of(({ pages: touched, tempPages }) => touched + tempPages) ?? work;
  const rows = of(({ rowsHandled }) => rowsHandled) ?? pages;
  const counted = measured.map(({ figures: { pages: touched, tempPages, rowsHandled } }) => ({
    pages: touched + tempPages,
    rows: rowsHandled,
  }));
  const byRows = { ...boundedByRows({ pages, work, rows }, counted), rows };
  const byPage = boundedByPage(byRows, measured);
  return {
    trial,
    ...byPage,
    sizes: measured.map(({ size }) => size),
    occurrences: Math.max(1, last.plan.accesses.length),
    // A size that was too much to run is no bound where a smaller one shows the end.
    atLeast: byPage === byRows && known.at(-1)?.outcome === 'at-least',
  };
}

function workAt(run: TrialRun): number {
  if (run.outcome === 'measured') return price(run.figures);
  return run.outcome === 'at-least' ? run.work : 0;
}
