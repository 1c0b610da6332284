import type { TimelinePoint } from '../../timeline/types';
import { resultSize } from './result-size';
import { slope } from './slopes';

/** How cost and result grow over an interval of row counts, as slopes on log-log axes. */
export interface Growth {
  readonly costSlope: number;
  readonly rowsSlope: number;
  /** What the rows are: those returned, or those that an aggregate is fed. */
  readonly rowsAre: 'rows returned' | 'rows aggregated';
  /** Cost runs ahead of the result by half a power or more. */
  readonly outruns: boolean;
  /** It still does in the last decade: no bend on the way from a table in cache to one on disk. */
  readonly lasts: boolean;
}

/** How far the slope of the cost may run ahead of the slope of the result. */
export const allowedLead = 0.5;

/**
 * Growth over an interval, `points` in rising order. Where the interval is too short to show how cost grows,
 * `assumed` stands in for it (a full scan costs as many pages as the table has, so it grows as the table
 * does), and the result's growth is taken from `earlier`, whose results are the same, other access or not.
 */
export function growthOver(
  points: readonly TimelinePoint[],
  earlier: readonly TimelinePoint[],
  assumed: number,
): Growth {
  const costSlope = slope(points, cost) ?? assumed;
  const aggregated = countsAggregated(points, earlier);
  const rows = (point: TimelinePoint): number => {
    const size = resultSize(point.plan);
    return aggregated ? size.fed : size.returned;
  };
  const rowsSlope = slope(points, rows) ?? slope([...earlier, ...points], rows) ?? 0;
  const lead = (slope(points, cost, 1) ?? costSlope) - (slope(points, rows, 1) ?? rowsSlope);
  return {
    costSlope,
    rowsSlope,
    rowsAre: aggregated ? 'rows aggregated' : 'rows returned',
    outruns: costSlope - rowsSlope >= allowedLead,
    lasts: lead >= allowedLead,
  };
}

/**
 * Whether the result is measured by what goes into an aggregate. Below a LIMIT only if the query never got
 * along with less: the twenty best customers need all orders, the last seven days need not.
 */
function countsAggregated(
  points: readonly TimelinePoint[],
  earlier: readonly TimelinePoint[],
): boolean {
  const plans = [...earlier, ...points].map((point) => resultSize(point.plan));
  if (plans.every((size) => size.fed === size.returned)) return false;
  const wasBounded = (slope(earlier, cost) ?? 1) < allowedLead;
  return !(plans.some((size) => size.limited) && wasBounded);
}

function cost(point: TimelinePoint): number {
  return point.plan.cost;
}
