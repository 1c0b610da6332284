import type { Timeline, TimelineRange } from '../../timeline/types';
import type { RuleContext } from '../context';
import type { Severity } from '../kinds';
import { lastPlan, type RowCountInterval } from '../changes/row-count-interval';
import { caseWork } from '../work/case-work';
import { measuredFigures, type MeasuredFigures } from '../work/measured-evidence';
import { horizon } from '../work/outgrows';
import { judgeChange } from '../work/verdict';
import { changeText } from '../work/figures';

/** What the trial says of a change of access. */
export interface MeasuredSeverity {
  readonly severity: Severity;
  /** Sentences, with a full stop. */
  readonly text: string;
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
    figures: measuredFigures({ work: after, other: before, result, at }),
  };
}
