import type { Timeline, TimelineRange } from '../../timeline/types';
import type { Catalog } from '../../postgres/catalog/types';
import type { Rule, RuleContext } from '../context';
import { promisedFor, type Promised } from '../expectations';
import { finding, known } from '../finding';
import { firstPlan } from '../changes/row-count-interval';
import type { Finding } from '../types';
import { formatCost, formatShare, rowsText } from '../../text/figures';

/**
 * An index that the author expects serves the query at no size, or is lost before the size it must last to.
 * That a table of a few pages is read in full breaks no promise: it begins where the index is first chosen.
 */
export const expectationBroken: Rule = (timeline, context) =>
  promisedFor(context.query, timeline.case).flatMap((promised) =>
    judge(timeline, promised, context),
  );

function judge(
  timeline: Timeline,
  promised: Promised,
  { catalog }: Pick<RuleContext, 'catalog'>,
): readonly Finding[] {
  const bound = promised.written === undefined ? 'at all sizes' : `up to ${promised.written} rows`;
  const expected = `The scenario expects ${promised.index} to serve this case ${bound}`;
  const due = timeline.ranges.filter((range) => range.from <= promised.upTo);
  const first = due.findIndex((range) => serves(range, promised.index));
  if (first < 0) {
    // Nothing was planned within the promise: a sweep that starts above it can't break it.
    if (due.length === 0) return [];
    const missing = catalog !== undefined && !hasIndex(catalog, promised.index);
    return [
      finding(timeline, 'expectation-broken', {
        why: `${expected}. ${missing ? 'The schema has no index of that name.' : 'The planner never chooses it.'}`,
        advice: missing
          ? 'Create the index, or correct "expect".'
          : 'Check that the index fits the condition of the query, or correct "expect".',
        ...known({ at: due[0]?.from, index: promised.index }),
      }),
    ];
  }
  const lost = due.findIndex((range, i) => i > first && !serves(range, promised.index));
  const change = timeline.changes[lost - 1];
  if (lost < 0 || change === undefined || change.at > promised.upTo) return [];
  const access = firstPlan(timeline.ranges[lost - 1] as TimelineRange).accesses.find((each) =>
    each.indexes.includes(promised.index),
  );
  const costs =
    change.keptCost === undefined
      ? ''
      : `. There the query costs ${formatCost(change.keptCost)} with it and ${formatCost(change.chosenCost)} without`;
  const share =
    change.selectivity === undefined ? '' : `, for ${formatShare(change.selectivity)} of the rows`;
  return [
    finding(timeline, 'expectation-broken', {
      why: `${expected}. The planner stops using it at ${rowsText(change.at)}${share}${costs}.`,
      advice: 'Lower "upTo" if the table will never be so large.',
      ...known({
        at: change.at,
        occurrence: access?.occurrence,
        relation: access?.relation,
        index: promised.index,
        selectivity: change.selectivity,
        costWith: change.keptCost,
        costWithout: change.chosenCost,
        setting: change.setting,
      }),
    }),
  ];
}

const hasIndex = ({ tables }: Catalog, index: string): boolean =>
  tables.some(({ indexes }) => indexes.some(({ name }) => name === index));

function serves(range: TimelineRange, index: string): boolean {
  return firstPlan(range).accesses.some((access) => access.indexes.includes(index));
}
