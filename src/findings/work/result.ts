import type { AccessTrial, MeasuredRun } from '../../trial/types';
import { curve, upTo, type Curve } from './curve';
import { isPaged } from './existing-rows';
import { fillsLimit } from './filled-limit';
import { meanByChance } from './line-by-chance';

/** How large the answer of a case is, by the row count of the driving table: measured, and never below one row. */
export interface MeasuredResult {
  /** What is compared with the work: both grow until a page is full. */
  readonly rows: Curve;
  /** What a finding says: a full page stays full, and a few rows by chance are not extrapolated. */
  readonly told: Curve;
  /** The fewest and the most, where these are too few to tell from chance how the result grows. */
  readonly between?: readonly [number, number];
  readonly are: 'rows returned' | 'rows aggregated' | 'rows of the smaller side';
  /** True where no run found a row: the curve is then that of one row. */
  readonly none: boolean;
}

/**
 * Rows returned, or rows that enter the topmost aggregate where every plan that was run needs that many: a count over
 * a million rows returns one, but no access answers it without the million. Pairs that no condition joins are asked for by
 * nobody: of them the rows of the smaller side count.
 */
export function resultOf(trials: readonly AccessTrial[]): MeasuredResult | undefined {
  const runs = trials.flatMap((trial) => trial.runs.filter((run) => run.outcome === 'measured'));
  const sizes = [...new Set(runs.map(({ size }) => size))].sort((a, b) => a - b);
  const points = sizes.map((size) => ({ size, ...at(runs.filter((run) => run.size === size)) }));
  const aggregated = points.every((point) => point.aggregated !== undefined);
  const unjoined = points.every((point) => point.unjoined !== undefined);
  const figures = points.map(({ size, returned, aggregated: fed, unjoined: side }) => ({
    size,
    value: Math.max(1, unjoined ? (side ?? 0) : Math.max(returned, aggregated ? (fed ?? 0) : 0)),
  }));
  const every = curve(figures, runs.some(isPaged));
  if (every === undefined) return undefined;
  const page = aggregated || unjoined ? undefined : runs.find((run) => run.page)?.page;
  const rows = page === undefined ? every : upTo(every, () => Math.max(1, page.rows));
  const fills = (size: number | undefined): boolean =>
    !aggregated && !unjoined && runs.some((run) => run.size === size && fillsLimit(run));
  const isFull = fills(sizes.at(-1));
  const mean = isFull ? undefined : meanByChance(figures);
  const values = figures.map(({ value }) => value);
  return {
    rows: isFull && fills(sizes.at(-2)) ? upToLargest(rows) : rows,
    told: isFull ? upToLargest(rows) : mean === undefined ? rows : staysAt(mean, rows),
    ...(mean === undefined ? {} : { between: [Math.min(...values), Math.max(...values)] }),
    are: unjoined ? 'rows of the smaller side' : aggregated ? 'rows aggregated' : 'rows returned',
    none: points.every(({ returned, aggregated: fed }) => (aggregated ? fed : returned) === 0),
  };
}

/** A figure that has come to its end at the largest size. */
const upToLargest = (of: Curve): Curve =>
  ended(of, (rows) => of.at(Math.min(rows, of.largest.size)));

/** A figure whose growth is not known beyond the sizes. */
const staysAt = (mean: number, of: Curve): Curve =>
  ended(of, (rows) => (of.covers(rows) ? of.at(rows) : mean));

const ended = (of: Curve, at: Curve['at']): Curve => ({ ...of, slope: 0, lastSlope: 0, at });

function at(runs: readonly MeasuredRun[]): {
  readonly returned: number;
  readonly aggregated?: number;
  readonly unjoined?: number;
} {
  const returned = Math.max(0, ...runs.map(({ figures }) => figures.rowsReturned));
  const fed = runs.map(({ figures }) => figures.rowsAggregated);
  const known = fed.filter((rows) => rows !== undefined);
  const sides = runs.flatMap(({ figures }) => figures.rowsUnjoined ?? []);
  return {
    returned,
    ...(known.length < fed.length ? {} : { aggregated: Math.min(...known) }),
    ...(sides.length < runs.length ? {} : { unjoined: Math.min(...sides) }),
  };
}
