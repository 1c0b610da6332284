import type { Timeline } from '../../timeline/types';
import type { AccessTrial, MeasuredRun } from '../../trial/types';
import type { Condition } from '../../scenario/types';
import { causesOf } from '.';
import type { RuleContext } from '../context';
import { firstPlan } from '../changes/row-count-interval';
import { answersByAdvice } from '../advice-text/tried-advice';
import type { Finding } from '../types';

/** A finding on a plan that does more work than its result needs, with the causes that can be shown. */
export function withCauses(
  finding: Finding,
  timeline: Timeline,
  context: RuleContext,
  condition: Condition | undefined,
  beside: Timeline | undefined,
): Finding {
  const explained = answersByAdvice(finding) || finding.kind === 'condition-differs';
  if (finding.severity === 'info' || !explained) return finding;
  const { at } = finding;
  // A change lies between two ranges: the accused plan is the one beyond it.
  const range = timeline.ranges.find(({ from, to }) => at === undefined || from >= at || to > at);
  const point = range?.points.at(-1);
  if (range === undefined || point === undefined) return finding;
  const { plan } = point;
  const { occurrence } = finding;
  const own = plan.accesses.filter((access) => access.occurrence === occurrence);
  const trials = context.measured;
  const trial = trials?.accesses.get(firstPlan(range).accessSignature);
  const others = [...(trials?.accesses.values() ?? []), ...(trials?.runnersUp ?? [])];
  const causes = causesOf({
    timeline,
    point,
    accesses: own.length === 0 ? plan.accesses : own,
    runs: runsOf(trial),
    others: others.flatMap((each) => (each === trial ? [] : runsOf(each).slice(-1))),
    tried: (trials?.tried ?? []).filter((each) => each.condition === timeline.condition),
    counted: trials?.counted ?? [],
    bothPlans: trials?.bothPlans,
    beside,
    catalog: context.catalog,
    settings: context.settings,
    relationRows: context.relationRows,
    condition,
  });
  return causes.length === 0 ? finding : { ...finding, why: `${finding.why} ${causes.join(' ')}` };
}

const runsOf = (trial: AccessTrial | undefined): readonly MeasuredRun[] =>
  (trial?.runs ?? []).flatMap((run) => (run.outcome === 'measured' ? [run] : []));
