import { readsInFull } from '../missing-index/missing-index';
import { price } from '../../trial/work/price';
import type { MeasuredRun } from '../../trial/types';
import type { Work } from './work';

/** Of a full read that does most of the work of a plan: the share of the rows read that its own conditions keep. */
export interface SelectiveRead {
  readonly alias: string;
  readonly kept: number;
}

/**
 * Above this share of its rows a table may well be read in full: at 100 rows for each page, 1 % of the rows lie on two thirds
 * of the pages.
 */
const few = 0.01;

/** A read that does less of the work of a plan is not what the plan is about. */
const most = 0.5;

/**
 * A relation that is read in full for a few of its rows: an index would read these alone. A condition of a join keeps rows
 * for what the other side has, and none of it counts here; a LIMIT that ends the read does not read in full.
 */
export function selectiveRead({ trial }: Work): SelectiveRead | undefined {
  const run = trial.runs.findLast((each): each is MeasuredRun => each.outcome === 'measured');
  if (run === undefined) return undefined;
  const whole = run.figures.work;
  for (const access of run.plan.accesses.filter(readsInFull)) {
    const of = run.occurrences.find(({ occurrence }) => occurrence === access.occurrence);
    if (of === undefined || access.filters.length === 0) continue;
    const { pages, rowsHandled, rowsReturned } = of;
    const own = price({ pages, tempPages: 0, rowsHandled });
    if (own < most * whole || rowsReturned > few * rowsHandled) continue;
    return { alias: access.alias, kept: rowsReturned / Math.max(1, rowsHandled) };
  }
  return undefined;
}
