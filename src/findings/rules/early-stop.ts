import { caseWork } from '../work/case-work';
import type { Rule, RuleContext } from '../context';
import { boundedSeverity } from '../severity/bounded-severity';
import type { AccessPath } from '../../plan/types';
import { columns } from '../../timeline/occurrences';
import { listed } from '../../text/figures';
import { finding, known } from '../finding';
import { severities } from '../kinds';
import { firstPlan } from '../changes/row-count-interval';

/**
 * A plan is cheap only if a LIMIT, a minimum or maximum, or EXISTS ends it early, and another plan's worst case is a
 * hundredth. Only for plans that were not run: what was measured says more than any bound.
 */
export const earlyStop: Rule = (timeline, context) => {
  const measured = caseWork(context.measured)?.accesses;
  const found = timeline.ranges.flatMap((range) => {
    if (measured?.has(firstPlan(range).accessSignature) === true) return [];
    const bounded = boundedSeverity(range.points, timeline.case, context, context.place);
    if (bounded === undefined || isOccurrenceReported(bounded.worst.access, context)) return [];
    return [bounded];
  });
  const [worst] = found.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.worst.ratio - a.worst.ratio,
  );
  if (worst === undefined) return [];
  const {
    severity,
    text,
    at,
    worst: { access, cost, runnerUpCost },
  } = worst;
  return [
    finding(timeline, 'early-stop', {
      severity,
      why: text,
      advice: advice(access),
      ...known({
        at: context.place === undefined ? at : undefined,
        occurrence: access?.occurrence,
        relation: access?.relation,
        index:
          access === undefined || access.indexes.length === 0
            ? undefined
            : access.indexes.join(', '),
        worstCost: cost,
        runnerUpWorstCost: runnerUpCost,
      }),
    }),
  ];
};

/** A change of access to this plan, or a full scan, says the same of the occurrence. */
function isOccurrenceReported(access: AccessPath | undefined, { earlier }: RuleContext): boolean {
  return earlier.some(
    ({ severity, occurrence }) => severity !== 'info' && occurrence === access?.occurrence,
  );
}

function advice(access: AccessPath | undefined): string {
  const filtered = access === undefined ? [] : columns(access.filters);
  if (access === undefined || filtered.length === 0) {
    return 'Check with the values of this case how much the query reads.';
  }
  return `Check how many rows of ${access.relation} meet the condition on ${listed(filtered)}, and where in the table they lie.`;
}
