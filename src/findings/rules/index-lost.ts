import { drivingAccess } from '../../plan/driving-access';
import { earlyStops, type EarlyStop } from '../../plan/early-stops';
import type { AccessPath, Plan } from '../../plan/types';
import { usesIndex } from '../../plan/disabled-paths';
import { changedOccurrences, leadingChange, sameOccurrence } from '../../timeline/occurrences';
import { formatRows } from '../../text/row-count';
import type { Change, Timeline, TimelineRange } from '../../timeline/types';
import type { Rule, RuleContext } from '../context';
import { estimatedSeverity, type EstimatedSeverity } from '../severity/estimated-severity';
import { isStillLost, losesBound } from '../changes/lost-bound';
import { untilText } from '../bounds/until-text';
import { untried } from '../advice-text/tried-advice';
import { finding, known } from '../finding';
import { measuredSeverity, type MeasuredSeverity } from '../severity/measured-severity';
import { severities, type Severity } from '../kinds';
import { firstPlan, lastPlan, intervalAfter } from '../changes/row-count-interval';
import type { Finding } from '../types';
import { formatCost, formatShare, listed, rowsText } from '../../text/figures';

/** One occurrence's loss of its index at one change. */
interface Loss {
  /** Place of the change among the timeline's. */
  readonly number: number;
  readonly change: Change;
  readonly before: AccessPath;
  readonly after: AccessPath;
  readonly estimated: EstimatedSeverity;
  readonly measured?: MeasuredSeverity;
  /** Row count at which the index comes back. */
  readonly until?: number;
}

/**
 * An occurrence read by an index at a smaller scale is scanned in full at a larger one. The other direction,
 * a small table read in full and by an index once it has grown, is a gain and no finding. An index that comes
 * and goes in a near-tie is reported once, by its worst loss, or the last of equally bad ones.
 */
export const indexLost: Rule = (timeline, context) => {
  const losses = timeline.changes.flatMap((change, number) =>
    lossesAt(timeline, number, change, context),
  );
  const occurrences = [...new Set(losses.map((loss) => loss.after.occurrence))];
  return occurrences.map((occurrence) => {
    const own = losses.filter((loss) => loss.after.occurrence === occurrence);
    const worst = own.toReversed().sort((a, b) => weight(a) - weight(b))[0] as Loss;
    return findingOf(timeline, worst, own);
  });
};

const severityOf = ({ estimated, measured }: Loss): Severity => (measured ?? estimated).severity;

function weight(loss: Loss): number {
  return severities.indexOf(severityOf(loss));
}

function lossesAt(
  timeline: Timeline,
  number: number,
  change: Change,
  context: RuleContext,
): readonly Loss[] {
  const before = lastPlan(timeline.ranges[number] as TimelineRange);
  const after = firstPlan(timeline.ranges[number + 1] as TimelineRange);
  return changedOccurrences(before, after)
    .filter((pair) => losesBound(pair) && !isExpectationReported(pair.before, change, context))
    .map((pair) => {
      const interval = intervalAfter(timeline, number, (plan) =>
        isStillLost(pair, sameOccurrence(pair.after, plan)),
      );
      const estimated = estimatedSeverity(pair.after, interval, change.at, timeline.case, context);
      const until = interval.until === undefined ? {} : { until: interval.until };
      const measured = measuredSeverity(timeline, number, interval, context);
      return {
        number,
        change,
        ...pair,
        estimated,
        ...(measured === undefined ? {} : { measured }),
        ...until,
      };
    });
}

/** The author's own promise about this index comes first, and one event is reported once. */
function isExpectationReported(before: AccessPath, change: Change, context: RuleContext): boolean {
  return context.earlier.some(
    (reported) =>
      reported.kind === 'expectation-broken' &&
      reported.at === change.at &&
      reported.index !== undefined &&
      before.indexes.includes(reported.index),
  );
}

function findingOf(timeline: Timeline, loss: Loss, all: readonly Loss[]): Finding {
  const { number, change, before, after, estimated } = loss;
  const plan = firstPlan(timeline.ranges[number + 1] as TimelineRange);
  const leading = leadingChange(lastPlan(timeline.ranges[number] as TimelineRange), plan);
  // The figures of a change are those of its leading occurrence; another one's are not known.
  const figures: Partial<Change> = leading?.after === after ? change : {};
  return finding(timeline, 'index-lost', {
    severity: severityOf(loss),
    why: why(loss, { figures, all, stop: stopOf(after, plan) }),
    advice: advice(loss, figures.setting),
    ...known({
      at: change.at,
      occurrence: after.occurrence,
      relation: after.relation,
      index: before.indexes.join(', '),
      selectivity: after.filters.length === 0 ? undefined : figures.selectivity,
      costWith: figures.keptCost,
      costWithout: figures.chosenCost,
      costSlope: estimated.growth.costSlope,
      rowsSlope: estimated.growth.rowsSlope,
      setting: figures.setting,
      measured: loss.measured?.figures,
    }),
  });
}

interface Telling {
  readonly figures: Partial<Change>;
  readonly all: readonly Loss[];
  /** What the planner expects to end the read that takes the place of the index. */
  readonly stop: EarlyStop | undefined;
}

function why(loss: Loss, { figures, all, stop }: Telling): string {
  const { change, before, after, estimated, measured, until } = loss;
  const index = listed(before.indexes);
  const whole = stop === undefined ? 'a walk of all of' : 'a walk of';
  const instead = usesIndex(after) ? `${whole} ${listed(after.indexes)}` : 'a full scan';
  const costs =
    figures.keptCost === undefined
      ? `It stops using ${index}, and the query costs ${formatCost(change.chosenCost)} with ${instead}`
      : `The query costs ${formatCost(figures.keptCost)} with ${index} and ${formatCost(change.chosenCost)} with ${instead}`;
  const back =
    until === undefined ? '' : ` The planner uses the index again from ${rowsText(until)}.`;
  const others = all.filter((other) => other !== loss).map((other) => formatRows(other.change.at));
  const also = others.length === 0 ? '' : ` It also stops using it at ${listed(others)}.`;
  const expected = stop === undefined ? expects(after, figures.selectivity) : leaves(after, stop);
  const lead = `At ${rowsText(change.at)} the planner ${expected}`;
  if (measured !== undefined) {
    return `${lead} and changes from ${index} to ${instead}. ${measured.text}${back}${also}`;
  }
  return `${lead}. ${costs}. ${estimated.because}${back}${also}`;
}

/** Without a condition of its own all rows match: what selects among them is the join that the scan feeds. */
function expects(after: AccessPath, selectivity: number | undefined): string {
  if (after.filters.length === 0) {
    return `starts to read all ${rowsText(after.rows)} of ${after.relation}`;
  }
  const share = selectivity === undefined ? '' : ` (${formatShare(selectivity)})`;
  return `expects ${rowsText(after.rows).replace(/ (rows?)$/, ' matching $1')} of ${after.relation}${share}`;
}

/** What ends the read of an access before all of it is read. */
function stopOf(after: AccessPath, plan: Plan): EarlyStop | undefined {
  return earlyStops(plan.document.root).find(
    ({ node, share }) => share < 1 && drivingAccess(node, plan) === after,
  );
}

/** `expects to read 1.8 % of orders until the LIMIT is reached`: a plan that is left early does not read all rows. */
function leaves({ relation }: AccessPath, stop: EarlyStop): string {
  return `expects to read ${formatShare(stop.share)} of ${relation} ${untilText(stop)}`;
}

function advice(loss: Loss, setting: string | undefined): string {
  if (severityOf(loss) === 'info') {
    return loss.measured?.advice ?? 'No action is needed while this is true.';
  }
  if (setting !== undefined) {
    return `The change depends on ${setting}: check that the settings of the scenario are those of production.`;
  }
  return untried;
}
