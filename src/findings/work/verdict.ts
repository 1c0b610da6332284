import type { Severity } from '../kinds';
import { leastWork } from './least-work';
import { horizon, multiple, outgrows, timesOf, worthwhile } from './outgrows';
import type { MeasuredResult } from './result';
import { selectiveRead } from './selective-read';
import { skippedRead } from './skipped-read';
import type { Work } from './work';

/**
 * Why a change of access is worth what it is:
 *
 * - `outgrows`: the work runs ahead of the result, and the former plan's does not
 * - `multiple`: it stays ten times the former plan's and more
 * - `selective`: a relation is read in full, and its own conditions keep a small share of it
 * - `skipped`: OFFSET throws away most of the rows that are read
 * - `bounded`: as one of these, but it ends soon, is small where it ends, or becomes less as the table grows
 * - `acquitted`: the former plan does as much work, or more
 * - `alike`: neither is true
 */
export type Reason =
  'outgrows' | 'multiple' | 'selective' | 'skipped' | 'bounded' | 'acquitted' | 'alike';

export interface Verdict {
  readonly severity: Severity;
  readonly reason: Reason;
}

export interface MeasuredChange {
  /** The plan before the change; absent where no trial could reproduce it. */
  readonly before?: Work | undefined;
  readonly after: Work;
  readonly result: MeasuredResult;
  /** Row count of the change, and the one where it is undone; absent where it lasts. */
  readonly at: number;
  readonly until?: number | undefined;
}

/** A table that doubles meanwhile has left a change of access behind. */
const soonOver = 2;

/** Runs of two plans that do the same differ by less. */
const alike = 1.1;

/** Work in pages that is a warning where it stays for good, and is nothing where it passes. */
const small = worthwhile / 10;

/** Work in pages from which on a plan that passes is worth a warning. */
const passing = worthwhile * 10;

/** Below this growth of one plan over the other, a change is no harm at any size that anybody has. */
const noticeable = 2;

/**
 * Judges a change of access by the measured work of both plans, at the change and at the end of what it has to answer
 * for: where it is undone, or else the horizon. Where the scales of the scenario end has no part in it.
 */
export function judgeChange(change: MeasuredChange): Verdict {
  const { after, before, result, at, until } = change;
  const far = until ?? Math.max(horizon, at);
  const [now, then] = [after.work.at(at), after.work.at(far)];
  const former = (rows: number): number => before?.work.at(rows) ?? leastWork(after, result, rows);
  if (before !== undefined && now <= former(at) * alike && then <= former(far) * alike) {
    return { severity: 'info', reason: 'acquitted' };
  }
  const many =
    before === undefined ? then >= multiple * former(far) : timesOf(after, before, far) >= multiple;
  const steeper = outgrows(after, result) && (before === undefined || !outgrows(before, result));
  const excess = then - former(far);
  const least = until === undefined ? small : worthwhile;
  if ((!many && !(steeper && then >= noticeable * former(far))) || excess < least) {
    return isLarge(change)
      ? { severity: 'warning', reason: 'bounded' }
      : { severity: 'info', reason: 'alike' };
  }
  if (excess < worthwhile || (until !== undefined && until / at < soonOver)) {
    return { severity: 'warning', reason: 'bounded' };
  }
  return { severity: 'error', reason: steeper ? 'outgrows' : 'multiple' };
}

/** Whether the plan before does so much less at the change itself that the loss matters, although tables outgrow it. */
function isLarge({ after, before, at }: MeasuredChange): boolean {
  if (before === undefined || timesOf(after, before, at) < multiple) return false;
  return after.work.at(at) - before.work.at(at) >= worthwhile;
}

export interface MeasuredAccess {
  readonly work: Work;
  readonly result: MeasuredResult;
  /** Row count where the planner finds another access; absent where none follows. */
  readonly until?: number | undefined;
  readonly from: number;
  /** Other plans of the case, and those that advice led to. */
  readonly others: readonly Work[];
}

/**
 * Judges an access by itself: whether its work follows the result, and whether another plan does with a tenth. What is
 * small is worth a warning where another plan was found and the work stays; growth alone shows no way out of it.
 */
export function judgeAccess(access: MeasuredAccess): Verdict {
  const { work, result, until, from, others } = access;
  const far = until ?? Math.max(horizon, from);
  const then = work.work.at(far);
  const avoidable = others.some((other) => timesOf(work, other, far) >= multiple);
  const tooMuch = then >= multiple * leastWork(work, result, far);
  const steep = outgrows(work, result) && tooMuch;
  // A full scan for two rows in ten thousand is harm at any growth, whether or not an index for it was found.
  const selective = tooMuch && selectiveRead(work) !== undefined;
  // Rows that are read to be thrown away are work beyond the result, though it stays the same as the table grows.
  const skipped = tooMuch && skippedRead(work) !== undefined;
  if (!steep && !avoidable && !selective && !skipped) return { severity: 'info', reason: 'alike' };
  if (until !== undefined) {
    return then < passing
      ? { severity: 'info', reason: 'alike' }
      : { severity: 'warning', reason: 'bounded' };
  }
  if (then >= worthwhile) {
    const lasting = selective ? 'selective' : 'skipped';
    return { severity: 'error', reason: steep ? 'outgrows' : avoidable ? 'multiple' : lasting };
  }
  return avoidable && then >= small
    ? { severity: 'warning', reason: 'bounded' }
    : { severity: 'info', reason: 'alike' };
}
