import { isWorthATrial } from '../../findings/work/outgrows';
import { resultOf } from '../../findings/work/result';
import { workOf } from '../../findings/work/work';
import type { MeasuredCase } from '../../findings/evidence';
import type { Case } from '../../scenario/types';
import type { Timeline } from '../../timeline/types';
import type { Sibling, Subject } from '../types';

/**
 * The last range of each timeline whose plan, as measured, does far more work than its result needs. Suggestions are
 * tried for that range alone: what bounds the read at the largest row counts bounds it at smaller ones.
 */
export function subjectsOf(
  cases: readonly Case[],
  timelines: readonly Timeline[],
  measured: readonly MeasuredCase[],
): readonly Subject[] {
  return timelines.flatMap(({ query, case: label, condition, ranges }) => {
    const own = measured.find((each) => each.query === query && each.case === label);
    const of = cases.find((each) => each.query === query && each.label === label);
    const result = own && resultOf([...own.accesses.values(), ...own.runnersUp]);
    if (own === undefined || of === undefined || result === undefined) return [];
    const found = ranges.flatMap((range): Subject[] => {
      const [first, last] = [range.points[0], range.points.at(-1)];
      if (first === undefined || last === undefined) return [];
      const without = own.accesses.get(last.plan.accessSignature);
      const work = without && workOf(without);
      if (work === undefined || without === undefined || !isWorthATrial(work, result)) return [];
      const measuredTo = without.runs.at(-1)?.size ?? 0;
      // Where small tables are read otherwise for good reasons, the largest size of the trial may take a suggestion.
      const beyond = range.points.find(({ scale }) => scale >= measuredTo) ?? last;
      const points = [...new Set([first, beyond, last])];
      const target = { plan: last.plan, scale: last.scale };
      const siblings = siblingsOf(of, cases, timelines, measured);
      return [{ of, condition, target, without, siblings, points }];
    });
    return found.slice(-1);
  });
}

/** The other cases of the query, with the plan that each has at its largest row count. */
function siblingsOf(
  { query, label: own }: Case,
  cases: readonly Case[],
  timelines: readonly Timeline[],
  measured: readonly MeasuredCase[],
): readonly Sibling[] {
  return cases
    .filter((each) => each.query === query && each.label !== own)
    .map((of) => {
      const is = (each: { readonly query: string; readonly case: string }): boolean =>
        each.query === query && each.case === of.label;
      const plan = timelines.find(is)?.ranges.at(-1)?.points.at(-1)?.plan;
      const without = plan && measured.find(is)?.accesses.get(plan.accessSignature);
      return { of, ...(without === undefined ? {} : { without }) };
    });
}
