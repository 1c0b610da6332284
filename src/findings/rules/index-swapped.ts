import {
  changedOccurrences,
  columns,
  usesIndex,
  type OccurrenceChange,
} from '../../timeline/occurrences';
import { formatRows } from '../../text/row-count';
import type { TimelineRange } from '../../timeline/types';
import type { Rule } from '../context';
import { finding, known } from '../make';
import { firstPlan, lastPlan } from '../stretch';
import { formatCost, listed } from '../../text/figures';

/**
 * Another index serves the occurrence. By its own figures the planner gains by it, so it is a note; what is
 * worth a look is a condition that the former index answered and that is now checked row by row. Several
 * swaps at one row count are one change of plan, told by the first that has such a condition.
 */
export const indexSwapped: Rule = (timeline) =>
  timeline.changes.flatMap((change, i) => {
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    const swaps = changedOccurrences(before, after).filter(isSwap);
    const leading = swaps.find((pair) => nowFiltered(pair).length > 0) ?? swaps[0];
    if (leading === undefined) return [];
    const unbound = nowFiltered(leading);
    const others = swaps
      .filter((pair) => pair !== leading)
      .map((pair) => `${listed(pair.after.indexes)} for ${pair.after.relation}`);
    const along = others.length === 0 ? '' : `, along with ${listed(others)}`;
    const aside =
      unbound.length === 0 ? '' : `, and ${listed(unbound)} is checked on each row that it yields`;
    return finding(timeline, 'index-swapped', {
      why:
        `At ${formatRows(change.at)} rows ${listed(leading.after.indexes)} ${leading.after.indexes.length > 1 ? 'take' : 'takes'} over from ${listed(leading.before.indexes)} ` +
        `for ${leading.after.relation}${along}, at a cost of ${formatCost(change.chosenCost)}${aside}.`,
      advice:
        unbound.length === 0 || leading.after.conditions.length > 0
          ? 'Nothing to do; if one index serves all sizes as well, the other may be dropped.'
          : `Check with real data that rows with this ${listed(unbound)} are not rare at the end of the index that is read first.`,
      ...known({
        at: change.at,
        occurrence: leading.after.occurrence,
        relation: leading.after.relation,
        index: leading.before.indexes.join(', '),
        selectivity: change.selectivity,
        costWithout: change.chosenCost,
      }),
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
