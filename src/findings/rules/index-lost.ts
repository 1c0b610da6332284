import type { AccessPath, Plan } from '../../plan/types';
import {
  changedOccurrences,
  leadingChange,
  losesIndex,
  sameOccurrence,
  usesIndex,
} from '../../timeline/occurrences';
import { formatRows } from '../../timeline/row-count';
import type { Change, Timeline, TimelineRange } from '../../timeline/types';
import type { Rule, RuleContext } from '../context';
import { bestIndex } from '../index-advice';
import { harmOf, type Harm } from '../harm';
import { finding, known } from '../make';
import { firstPlan, lastPlan, stretchAfter } from '../stretch';
import type { Finding } from '../types';
import { formatCost, formatShare, listed } from '../words';

/**
 * An occurrence read by an index at a smaller scale is scanned in full at a larger one. The other direction,
 * a small table read in full and by an index once it has grown, is a gain and no finding.
 */
export const indexLost: Rule = (timeline, context) =>
  timeline.changes.flatMap((change, i) => {
    const before = lastPlan(timeline.ranges[i] as TimelineRange);
    const after = firstPlan(timeline.ranges[i + 1] as TimelineRange);
    return changedOccurrences(before, after)
      .filter(losesIndex)
      .filter((lost) => !alreadyTold(lost.before, change, context))
      .map((lost) => judgeLoss(timeline, i, lost.before, lost.after, context));
  });

/** The author's own promise about this index comes first, and one event is told once. */
function alreadyTold(before: AccessPath, change: Change, context: RuleContext): boolean {
  return context.told.some(
    (told) =>
      told.kind === 'expectation-broken' &&
      told.at === change.at &&
      told.index !== undefined &&
      before.indexes.includes(told.index),
  );
}

function judgeLoss(
  timeline: Timeline,
  i: number,
  before: AccessPath,
  after: AccessPath,
  context: RuleContext,
): Finding {
  const change = timeline.changes[i] as Change;
  const stretch = stretchAfter(timeline, i, (plan) => {
    const access = sameOccurrence(after, plan);
    return access !== undefined && !usesIndex(access);
  });
  const regained = stretch.until !== undefined;
  const harm = harmOf(after, stretch.points, stretch.earlier, context, {
    worst: 'error',
    regained,
  });
  const plans = [
    lastPlan(timeline.ranges[i] as TimelineRange),
    firstPlan(timeline.ranges[i + 1] as TimelineRange),
  ] as const;
  // The figures of a change are those of its leading occurrence; another one's are not known.
  const leads = leadingChange(...plans)?.after === after;
  const figures: Partial<Change> = leads ? change : {};
  return finding(timeline, 'index-lost', {
    severity: harm.severity,
    why: why(change, before, after, figures, harm, stretch.until),
    advice: advice(after, plans[1], harm, figures, context),
    ...known({
      at: change.at,
      occurrence: after.occurrence,
      relation: after.relation,
      index: before.indexes.join(', '),
      selectivity: figures.selectivity,
      costWith: figures.keptCost,
      costWithout: figures.chosenCost,
      costSlope: harm.growth.costSlope,
      rowsSlope: harm.growth.rowsSlope,
      setting: figures.setting,
    }),
  });
}

function why(
  change: Change,
  before: AccessPath,
  after: AccessPath,
  figures: Partial<Change>,
  harm: Harm,
  until: number | undefined,
): string {
  const share = figures.selectivity === undefined ? '' : ` (${formatShare(figures.selectivity)})`;
  const index = listed(before.indexes);
  const costs =
    figures.keptCost === undefined
      ? `${index} is given up for a full scan at a cost of ${formatCost(change.chosenCost)}`
      : `the query costs ${formatCost(figures.keptCost)} through ${index} and ${formatCost(change.chosenCost)} with a full scan`;
  const back = until === undefined ? '' : `; the index comes back at ${formatRows(until)}`;
  return (
    `At ${formatRows(change.at)} rows the planner expects ${formatRows(after.rows)} matching rows of ` +
    `${after.relation}${share}: ${costs}; beyond, ${harm.because}${back}.`
  );
}

function advice(
  after: AccessPath,
  plan: Plan,
  harm: Harm,
  figures: Partial<Change>,
  context: RuleContext,
): string {
  if (harm.severity === 'info') {
    return 'Nothing to do while that holds.';
  }
  const index = bestIndex(after, plan, context.catalog);
  if (index !== undefined)
    return `Try "${index}", so that the work is bounded by what is returned.`;
  if (figures.setting !== undefined) {
    return `The change hangs on ${figures.setting}: check that the scenario's settings are those of production.`;
  }
  return 'Bound the query: a narrower condition, a LIMIT that an index can serve in order, or keyset pagination.';
}
