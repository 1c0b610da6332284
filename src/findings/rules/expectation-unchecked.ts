import { formatRows } from '../../text/row-count';
import type { Rule } from '../context';
import { promisedFor } from '../expectations';
import { finding, known } from '../finding';

/**
 * An expectation whose bound lies outside of the scales: nothing was planned there, so it may well be broken. A bound
 * that a query already breaks below is no news. One finding for each expectation, not for each of its cases.
 *
 * In CI it is an error: a scenario whose scales were cut would otherwise keep every promise.
 */
export const expectationUnchecked: Rule = (timeline, { query, siblings, earlier, ci }) => {
  const [from, to] = [timeline.ranges[0]?.from, timeline.ranges.at(-1)?.to];
  if (from === undefined || to === undefined) return [];
  return promisedFor(query, timeline.case).flatMap(({ index, upTo, written }) => {
    if (written === undefined || (from <= upTo && upTo <= to)) return [];
    if (earlier.some((each) => each.kind === 'expectation-broken' && each.index === index))
      return [];
    const first = siblings.find((sibling) =>
      promisedFor(query, sibling.case).some(
        (promised) => promised.index === index && promised.written === written,
      ),
    );
    if (first !== undefined && first !== timeline) return [];
    const above = upTo > to;
    return [
      finding(timeline, 'expectation-unchecked', {
        ...(ci === true ? { severity: 'error' as const } : {}),
        why: above
          ? `${index} is expected to serve this up to ${written} rows, but the scales end at ${formatRows(to)}: larger tables were not planned.`
          : `${index} is expected to serve this up to ${written} rows, but the scales begin at ${formatRows(from)}: smaller tables were not planned.`,
        advice: above
          ? `Extend the scales to ${written} rows, or lower upTo to ${formatRows(to)}.`
          : `Let the scales begin below ${written} rows, or raise upTo.`,
        ...known({ at: above ? to : from, index }),
      }),
    ];
  });
};
