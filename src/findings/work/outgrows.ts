import { allowedLead } from '../growth/growth';
import { bareWork } from './least-work';
import type { MeasuredResult } from './result';
import type { Work } from './work';

/**
 * Rows of the driving table up to which a plan has to answer for its growth, wherever the scales of the scenario end:
 * the severity of a finding must not follow from how far somebody looked.
 */
export const horizon = 30_000_000;

/** Work in pages below which nobody waits. */
export const worthwhile = 1_000;

/** How many times the work of another plan is harm, however both grow. */
export const multiple = 10;

/** Whether the measured work runs ahead of the result by half a power or more, at the largest sizes too. */
export function outgrows({ work }: Work, { rows }: MeasuredResult): boolean {
  return (
    work.slope - rows.slope >= allowedLead && work.lastSlope - rows.lastSlope >= allowedLead / 2
  );
}

/**
 * How many times the work of another plan a plan does at a row count. Slopes that differ by less than half of what counts
 * as outgrowing are taken as equal: over decades of extrapolation, a few rows by chance would make a multiple of nothing.
 */
export function timesOf({ work }: Work, { work: other }: Work, rows: number): number {
  const measuredTo = Math.min(work.largest.size, other.largest.size);
  const apart = Math.abs(work.slope - other.slope) >= allowedLead / 2;
  const at = apart || rows <= measuredTo ? rows : measuredTo;
  return work.at(at) / Math.max(Number.MIN_VALUE, other.at(at));
}

/** Whether a plan does so much more than its result needs that another one is worth a try. */
export function isWorthATrial(work: Work, result: MeasuredResult): boolean {
  const at = Math.max(horizon, work.work.largest.size);
  const tooMuch = (rows: number, least: number): boolean =>
    work.work.at(rows) >= Math.max(least, multiple * bareWork(work, result, rows));
  return (
    tooMuch(work.work.largest.size, worthwhile / 10) ||
    (outgrows(work, result) && tooMuch(at, worthwhile))
  );
}
