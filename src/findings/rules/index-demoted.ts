import type { AccessPath } from '../../plan/types';
import {
  changedOccurrences,
  columns,
  sameOccurrence,
  type OccurrenceChange,
} from '../../timeline/occurrences';
import type { Change, TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { estimatedSeverity } from '../severity/estimated-severity';
import { lostBounds } from '../changes/lost-bound';
import { untried } from '../advice-text/tried-advice';
import { finding, known } from '../finding';
import { measuredSeverity } from '../severity/measured-severity';
import { isChangeReported } from '../changes/earlier';
import { firstPlan, lastPlan, intervalAfter } from '../changes/row-count-interval';
import { listed, rowsText } from '../../text/figures';

/** The same index is read, but a condition moved to the filter, or the whole index is walked. */
export const indexDemoted: Rule = (timeline, context) =>
  timeline.changes.flatMap((change, i) => {
    if (isChangeReported(change.at, context)) return [];
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    return changedOccurrences(before, after).flatMap((pair) => {
      const lost = lostConditions(pair);
      if (lost.length === 0) return [];
      const interval = intervalAfter(timeline, i, (plan) =>
        isWalk(sameOccurrence(pair.after, plan), lost),
      );
      const estimated = estimatedSeverity(pair.after, interval, change.at, timeline.case, context);
      const measured = measuredSeverity(timeline, i, interval, context);
      const { severity } = measured ?? estimated;
      return finding(timeline, 'index-demoted', {
        severity,
        why: `${what(change, pair, lost)}. ${measured?.text ?? estimated.because}`,
        advice:
          severity === 'info'
            ? (measured?.advice ?? 'No action is needed while this is true.')
            : untried,
        ...known({
          at: change.at,
          occurrence: pair.after.occurrence,
          relation: pair.after.relation,
          index: pair.after.indexes.join(', '),
          selectivity: change.selectivity,
          costSlope: estimated.growth.costSlope,
          rowsSlope: estimated.growth.rowsSlope,
          setting: change.setting,
          measured: measured?.figures,
        }),
      });
    });
  });

/** Columns that bounded the index before and no longer do. */
function lostConditions(pair: OccurrenceChange): readonly string[] {
  if (pair.after.indexes.length === 0 || !sameIndexes(pair)) return [];
  return lostBounds(pair);
}

/** A BitmapAnd that lets go of one of its indexes swaps; one index that stays alone is what is meant here. */
function sameIndexes(pair: OccurrenceChange): boolean {
  return pair.before.indexes.join() === pair.after.indexes.join();
}

function isWalk(access: AccessPath | undefined, lost: readonly string[]): boolean {
  if (access === undefined) return false;
  const bounded = columns(access.conditions);
  return lost.some((column) => !bounded.includes(column));
}

function what(change: Change, pair: OccurrenceChange, lost: readonly string[]): string {
  const now = columns(pair.after.filters);
  const filtered = lost.filter((column) => now.includes(column));
  const reads =
    pair.after.conditions.length === 0
      ? `the planner reads ${listed(pair.after.indexes)} in full`
      : `the planner reads ${listed(pair.after.indexes)} without a bound on ${listed(lost)}`;
  const then = filtered.length === 0 ? '' : ` and checks ${listed(filtered)} row by row`;
  return `From ${rowsText(change.at)} ${reads}${then}`;
}
