import type { TimelinePoint } from '../../timeline/types';
import { answerOf } from './result-size';
import { slope } from './slopes';

/** How cost and answer grow over a stretch of row counts, as slopes on log-log axes. */
export interface Growth {
  readonly costSlope: number;
  readonly rowsSlope: number;
  /** What the rows are: those returned, or those that an aggregate is fed. */
  readonly rowsAre: 'rows returned' | 'rows aggregated';
  /** Cost runs ahead of the answer by half a power or more. */
  readonly outruns: boolean;
  /** It still does in the last decade: no bend on the way from a table in cache to one on disk. */
  readonly lasts: boolean;
}

/** How far the slope of the cost may run ahead of the slope of the answer. */
export const allowedLead = 0.5;

/**
 * Growth over a stretch, `points` in rising order. Where the stretch is too short to show how cost grows,
 * `assumed` stands in for it (a full scan costs as many pages as the table has, so it grows as the table
 * does), and the answer's growth is taken from `earlier`, whose answers are the same, other access or not.
 */
export function growthOver(
  points: readonly TimelinePoint[],
  earlier: readonly TimelinePoint[],
  assumed: number,
): Growth {
  const costSlope = slope(points, cost) ?? assumed;
  const aggregated = countsAggregated(points, earlier);
  const rows = (point: TimelinePoint): number => {
    const answer = answerOf(point.plan);
    return aggregated ? answer.fed : answer.returned;
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
 * Whether the answer is measured by what goes into an aggregate. Below a LIMIT only if the query never got
 * along with less: the twenty best customers need all orders, the last seven days need not.
 */
function countsAggregated(
  points: readonly TimelinePoint[],
  earlier: readonly TimelinePoint[],
): boolean {
  const plans = [...earlier, ...points].map((point) => answerOf(point.plan));
  if (plans.every((answer) => answer.fed === answer.returned)) return false;
  const wasBounded = (slope(earlier, cost) ?? 1) < allowedLead;
  return !(plans.some((answer) => answer.limited) && wasBounded);
}

function cost(point: TimelinePoint): number {
  return point.plan.cost;
}
