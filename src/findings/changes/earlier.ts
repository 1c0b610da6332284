import type { RuleContext } from '../context';

/**
 * Whether an earlier rule reports a change of plan as harmful by measured work. All occurrences that change with it have the same
 * figures, those of the whole plan: one event is reported once, by the rule that says most of it.
 */
export function isChangeReported(at: number, { earlier }: Pick<RuleContext, 'earlier'>): boolean {
  return earlier.some(
    (each) => each.at === at && each.measured !== undefined && each.severity !== 'info',
  );
}
