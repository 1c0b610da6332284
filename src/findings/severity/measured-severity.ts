import type { Timeline, TimelineRange } from '../../timeline/types';
import type { RuleContext } from '../context';
import type { Severity } from '../kinds';
import { lastPlan, type RowCountInterval } from '../changes/row-count-interval';
import { caseWork } from '../work/case-work';
import { measuredFigures, type MeasuredFigures } from '../work/measured-evidence';
import { rowsText } from '../../text/figures';
import { horizon, multiple, timesOf } from '../work/outgrows';
import type { Work } from '../work/work';
import { judgeChange } from '../work/verdict';
import { changeText } from '../work/figures';

/** What the trial says of a change of access. */
export interface MeasuredSeverity {
  readonly severity: Severity;
  /** Sentences, with a full stop. */
  readonly text: string;
  /** Of a note: why it is no more. */
  readonly advice: string;
  readonly figures: MeasuredFigures;
}

/**
 * Judges change number `number` of a timeline by what both plans do on loaded rows. Where several accesses follow each
 * other before the change is undone, the one that does most of the work counts.
 *
 * @returns undefined where the plan beyond the change could not be run
 */
export function measuredSeverity(
  timeline: Timeline,
  number: number,
  { points, until }: Pick<RowCountInterval, 'points' | 'until'>,
  context: RuleContext,
): MeasuredSeverity | undefined {
  const measured = caseWork(context.measured);
  const at = timeline.changes[number]?.at;
  if (measured === undefined || at === undefined) return undefined;
  const far = until ?? Math.max(horizon, at);
  const signatures = [...new Set(points.map(({ plan }) => plan.accessSignature))];
  const [after] = signatures
    .flatMap((signature) => measured.accesses.get(signature) ?? [])
    .toSorted((a, b) => b.work.at(far) - a.work.at(far));
  if (after === undefined) return undefined;
  const plan = lastPlan(timeline.ranges[number] as TimelineRange);
  const before = measured.accesses.get(plan.accessSignature);
  const { result } = measured;
  const { severity, reason } = judgeChange({ before, after, result, at, until });
  const indexes = [...new Set(plan.accesses.flatMap((access) => access.indexes))];
  return {
    severity,
    text: changeText({ before, after, result, at, reason, indexes }),
    advice: noteAdvice(before, after, at, far),
    figures: measuredFigures({ work: after, other: before, result, at }),
  };
}

/** Runs of two plans that do the same differ by less. */
const alike = 1.25;

/** What a change of access that is no harm comes to, at the change and where it is judged. */
function noteAdvice(before: Work | undefined, after: Work, at: number, far: number): string {
  if (before === undefined) return 'No action is needed: the plan does little beyond its result.';
  const [now, then] = [timesOf(after, before, at), timesOf(after, before, far)];
  const times = (of: number): string => `${Number(of.toPrecision(2))} times the work`;
  if (Math.max(now, then) <= alike) {
    return 'No action is needed: the plan does no more work than the former one.';
  }
  if (Math.max(now, then) < multiple) {
    return `The plan does up to ${times(Math.max(now, then))} of the former one; ten times count as harm.`;
  }
  const further = then < 1 ? 'less' : times(then);
  return then < multiple
    ? `The plan does ${times(now)} of the former one there, and ${further} at ${rowsText(far)}; ten times count as harm.`
    : 'No action is needed: the plan does more work than the former one, and that is little.';
}
