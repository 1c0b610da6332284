import { accessKey } from '../../plan/access-text';
import type { AccessPath } from '../../plan/types';
import { usesIndex } from '../../plan/disabled-paths';
import {
  changedOccurrences,
  columns,
  sameOccurrence,
  type OccurrenceChange,
} from '../../timeline/occurrences';
import type { TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { boundedSeverity } from '../severity/bounded-severity';
import { finding, known } from '../finding';
import { isStillLost, losesBound } from '../changes/lost-bound';
import { measuredSeverity, type MeasuredSeverity } from '../severity/measured-severity';
import { isChangeReported } from '../changes/earlier';
import { firstPlan, lastPlan, intervalAfter } from '../changes/row-count-interval';
import { formatCost, listed, rowsText } from '../../text/figures';

/**
 * Another index serves the occurrence. By its own figures the planner gains by it, so it is a note; what is
 * worth a look is a condition that the former index answered and that is now checked row by row. Several
 * swaps at one row count are one change of plan, reported by the first that has such a condition.
 */
export const indexSwapped: Rule = (timeline, context) =>
  timeline.changes.flatMap((change, i) => {
    if (isChangeReported(change.at, context)) return [];
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    const swaps = changedOccurrences(before, after).filter(isSwap);
    const leading = swaps.find((pair) => nowFiltered(pair).length > 0) ?? swaps[0];
    if (leading === undefined) return [];
    const unbound = nowFiltered(leading);
    const lost = nowUnbound(leading);
    const others = swaps
      .filter((pair) => pair !== leading)
      .map((pair) => `${listed(pair.after.indexes)} for ${pair.after.relation}`);
    const along = others.length === 0 ? '' : `, and to ${listed(others)}`;
    const interval = intervalAfter(timeline, i, (plan) => {
      const access = sameOccurrence(leading.after, plan);
      if (lost.length + unbound.length > 0) return isStillLost(leading, access);
      return access !== undefined && accessKey(access) === accessKey(leading.after);
    });
    const measured = measuredSeverity(timeline, i, interval, context);
    const bounded = measured ?? boundedSeverity(interval.points, timeline.case, context);
    const severity =
      measured === undefined && bounded !== undefined && interval.until !== undefined
        ? 'warning'
        : (bounded?.severity ?? 'info');
    const aside =
      unbound.length > 0
        ? ` The query now checks ${listed(unbound)} on each row that the index returns.`
        : lost.length > 0
          ? ` The condition on ${listed(lost)} no longer bounds the read.`
          : '';
    const alike = sameWork(measured);
    return finding(timeline, 'index-swapped', {
      severity,
      why: alike
        ? `At ${rowsText(change.at)} the planner changes from ${listed(leading.before.indexes)} to ${listed(leading.after.indexes)} for ${leading.after.relation}${along}; measured, both do the same work.`
        : `At ${rowsText(change.at)} the planner changes from ${listed(leading.before.indexes)} to ${listed(leading.after.indexes)} ` +
          `for ${leading.after.relation}${along}. ${bounded?.text ?? `By the planner's estimates the query then costs ${formatCost(change.chosenCost)}.`}${aside}`,
      advice: alike
        ? ''
        : measured?.severity === 'info'
          ? measured.advice
          : severity === 'info'
            ? advice(leading, unbound, lost)
            : lookAdvice(leading),
      ...known({
        at: change.at,
        occurrence: leading.after.occurrence,
        relation: leading.after.relation,
        index: leading.before.indexes.join(', '),
        // Without a condition of its own the scan feeds a join, which selects among all rows.
        selectivity: hasCondition(leading.after) ? change.selectivity : undefined,
        costWithout: change.chosenCost,
        measured: measured?.figures,
      }),
    });
  });

/** A swap between two plans that do the same is one short line. */
function sameWork(measured: MeasuredSeverity | undefined): boolean {
  const { plan, other } = measured?.figures ?? {};
  if (measured?.severity !== 'info' || plan === undefined || other === undefined) return false;
  return plan.work <= 1.25 * other.work && other.work <= 1.25 * plan.work;
}

function advice(
  { before, after }: OccurrenceChange,
  unbound: readonly string[],
  lost: readonly string[],
): string {
  if (unbound.length === 0 && lost.length > 0) {
    return `Check with real data that the query needs most rows of ${after.relation}: ${listed(before.indexes)} bounded them by ${listed(lost)}.`;
  }
  return 'No action is needed: by the estimates of the planner the other index is cheaper here.';
}

/** What no trial could measure, and a look at the data shows. */
const lookAdvice = ({ after }: OccurrenceChange): string =>
  `Check how many rows of ${after.relation} have the values of this case.`;

function hasCondition({ conditions, filters }: AccessPath): boolean {
  return conditions.length + filters.length > 0;
}

function isSwap(pair: OccurrenceChange): boolean {
  return (
    usesIndex(pair.before) &&
    usesIndex(pair.after) &&
    !losesBound(pair) &&
    pair.before.indexes.join() !== pair.after.indexes.join()
  );
}

function nowFiltered(pair: OccurrenceChange): readonly string[] {
  const filtered = columns(pair.after.filters);
  return columns(pair.before.conditions).filter((column) => filtered.includes(column));
}

/** Columns whose condition bounded the read and neither bounds nor filters it now: a join checks it elsewhere. */
function nowUnbound(pair: OccurrenceChange): readonly string[] {
  const named = [...columns(pair.after.conditions), ...columns(pair.after.filters)];
  return columns(pair.before.conditions).filter((column) => !named.includes(column));
}
