import {
  changedOccurrences,
  columns,
  usesIndex,
  type OccurrenceChange,
} from '../../timeline/occurrences';
import { formatRows } from '../../timeline/row-count';
import type { TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { finding, known } from '../make';
import { firstPlan, lastPlan } from '../stretch';
import { formatCost, listed } from '../words';

/**
 * Another index serves the occurrence. By its own figures the planner gains by it, so it is a note; what is
 * worth a look is a condition that the former index answered and that is now checked row by row.
 */
export const indexSwapped: Rule = (timeline) =>
  timeline.changes.flatMap((change, i) => {
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    return changedOccurrences(before, after)
      .filter(isSwap)
      .map((pair) => {
        const unbound = nowFiltered(pair);
        const aside =
          unbound.length === 0
            ? ''
            : ` and ${listed(unbound)} is checked on each row that it yields`;
        return finding(timeline, 'index-swapped', {
          why:
            `At ${formatRows(change.at)} rows ${listed(pair.after.indexes)} takes over from ` +
            `${listed(pair.before.indexes)} for ${pair.after.relation}, at a cost of ${formatCost(change.chosenCost)}${aside}.`,
          advice:
            unbound.length === 0
              ? 'Nothing to do; if one index serves all sizes as well, the other may be dropped.'
              : `Check with real data that rows with this ${listed(unbound)} are not rare at the end of the index that is read first.`,
          ...known({
            at: change.at,
            occurrence: pair.after.occurrence,
            relation: pair.after.relation,
            index: pair.before.indexes.join(', '),
            selectivity: change.selectivity,
            costWithout: change.chosenCost,
          }),
        });
      });
  });

function isSwap(pair: OccurrenceChange): boolean {
  return (
    usesIndex(pair.before) &&
    usesIndex(pair.after) &&
    pair.before.indexes.join() !== pair.after.indexes.join()
  );
}

function nowFiltered(pair: OccurrenceChange): readonly string[] {
  const filtered = columns(pair.after.filters);
  return columns(pair.before.conditions).filter((column) => filtered.includes(column));
}
