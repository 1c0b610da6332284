import type { RuleContext } from '../context';

/**
 * Whether a change of plan is told already as harmful by measured work. All occurrences that change with it have the same
 * figures, those of the whole plan: one event is told once, by the rule that says most of it.
 */
export function isToldChange(at: number, { told }: Pick<RuleContext, 'told'>): boolean {
  return told.some(
    (each) => each.at === at && each.measured !== undefined && each.severity !== 'info',
  );
}
