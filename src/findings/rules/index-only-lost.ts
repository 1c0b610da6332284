import {
  changedOccurrences,
  sameOccurrence,
  type OccurrenceChange,
} from '../../timeline/occurrences';
import { formatRows } from '../../text/row-count';
import type { TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { finding, known } from '../finding';
import { measuredSeverity } from '../severity/measured-severity';
import { isChangeReported } from '../changes/earlier';
import { firstPlan, lastPlan, intervalAfter } from '../changes/row-count-interval';
import { listed, rowsText } from '../../text/figures';

/** The same index, but each row it yields is now fetched from the table. */
export const indexOnlyLost: Rule = (timeline, context) =>
  timeline.changes.flatMap((change, i) => {
    if (isChangeReported(change.at, context)) return [];
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    return changedOccurrences(before, after)
      .filter(losesIndexOnly)
      .map((pair) => {
        const interval = intervalAfter(
          timeline,
          i,
          (plan) => sameOccurrence(pair.after, plan)?.method !== 'index-only',
        );
        const { until } = interval;
        const measured = measuredSeverity(timeline, i, interval, context);
        const from =
          until === undefined
            ? `From ${rowsText(change.at)}`
            : `From ${formatRows(change.at)} to ${rowsText(until)}`;
        return finding(timeline, 'index-only-lost', {
          severity: measured?.severity ?? (until === undefined ? 'warning' : 'info'),
          why: `${from} the planner no longer uses an index-only scan of ${listed(pair.after.indexes)}. By its estimates the scan also fetches each of ${rowsText(pair.after.rows)} from ${pair.after.relation}.${measured === undefined ? '' : ` ${measured.text}`}`,
          advice:
            'Vacuum the table more often, or check which columns the query reads that the index does not contain.',
          ...known({
            at: change.at,
            occurrence: pair.after.occurrence,
            relation: pair.after.relation,
            index: pair.after.indexes.join(', '),
            selectivity: change.selectivity,
            costWithout: change.chosenCost,
            measured: measured?.figures,
          }),
        });
      });
  });

/** A swap of indexes, or a change to a full scan, is reported by rules of their own. */
function losesIndexOnly(pair: OccurrenceChange): boolean {
  return (
    pair.before.method === 'index-only' &&
    (pair.after.method === 'index' || pair.after.method === 'bitmap') &&
    pair.before.indexes.join() === pair.after.indexes.join()
  );
}
