import type { AccessPath } from '../../plan/types';
import { sameOccurrence } from '../../timeline/occurrences';
import type { TimelinePoint } from '../../timeline/types';
import type { RuleContext } from '../context';
import { boundedSeverity } from './bounded-severity';
import { guessAt, guessText } from '../bounds/guess-at';
import { allowedLead, growthOver, type Growth } from '../growth/growth';
import { slope } from '../growth/slopes';
import type { Severity } from '../kinds';
import type { RowCountInterval } from '../changes/row-count-interval';
import { formatShare } from '../../text/figures';
import { growthFigures } from '../growth/growth-figures';

/** What a worse access does to the query by the planner's estimates: how severe it is, and why. */
export interface EstimatedSeverity {
  readonly severity: Severity;
  /** A sentence, with a full stop, that says whose figures it rests on. */
  readonly because: string;
  readonly growth: Growth;
}

/** A scan that makes up less of a query's cost does not decide how the query grows. */
const share = 0.1;

/** A worse access that is over before the table has doubled costs less than that. */
const soonOver = 2;

/**
 * Judges an interval of row counts over which an occurrence is read by a worse access than before. One that
 * ends because the index comes back has an end to its harm too, and is a warning at most.
 *
 * Where the plan depends on an early stop, the cost at its top says nothing, and its worst case decides. A share of rows
 * that is a default guess of the planner excuses no growth.
 *
 * @param at row count at which the interval begins
 * @param label of the case
 */
export function estimatedSeverity(
  access: AccessPath,
  { points, before, until }: RowCountInterval,
  at: number,
  label: string,
  context: RuleContext,
): EstimatedSeverity {
  const grows = relationGrowth(access, points, before, context);
  const growth = growthOver(points, before, grows);
  const soon = until !== undefined && until / at < soonOver;
  const bounded = soon ? undefined : boundedSeverity(points, label, context);
  if (bounded !== undefined) {
    const severity = until === undefined ? bounded.severity : 'warning';
    return { severity, because: bounded.text, growth };
  }
  const note = (because: string): EstimatedSeverity => ({
    severity: 'info',
    because: says(because),
    growth,
  });
  if (grows < 0.5) return note(`the row count of ${access.relation} hardly changes`);
  const weight = scanShare(access, points);
  if (weight < share) {
    return note(
      `the scan of ${access.relation} is ${formatShare(weight)} of the cost of the query`,
    );
  }
  const figures = growthFigures(growth);
  const guess = guessAt(points.at(-1), access, context);
  const excused = guess === undefined || growth.costSlope < allowedLead;
  if ((!growth.outruns && excused) || soon) return note(figures);
  const because =
    growth.outruns || guess === undefined ? figures : `${figures}, but ${guessText(guess)}`;
  return { severity: until === undefined ? 'error' : 'warning', because: says(because), growth };
}

const says = (because: string): string => `By the planner's estimates, above that size ${because}.`;

/** Slope of the relation's row count; of the scan's own cost where no model knows the relation. */
export function relationGrowth(
  access: AccessPath,
  interval: readonly TimelinePoint[],
  earlier: readonly TimelinePoint[],
  context: RuleContext,
): number {
  const points = [...earlier, ...interval];
  const last = points.at(-1);
  if (last !== undefined && context.relationRows(access, last.scale) !== undefined) {
    const rows = (point: TimelinePoint): number => context.relationRows(access, point.scale) ?? 1;
    return slope(interval, rows) ?? slope(points, rows) ?? 1;
  }
  return slope(interval, (point) => sameOccurrence(access, point.plan)?.cost ?? access.cost) ?? 1;
}

/** The scan's part of the cost at the end of the interval; above 1 where a LIMIT stops it early. */
function scanShare(access: AccessPath, interval: readonly TimelinePoint[]): number {
  const last = interval.at(-1);
  if (last === undefined) return 1;
  return (sameOccurrence(access, last.plan)?.cost ?? access.cost) / Math.max(last.plan.cost, 1e-9);
}
