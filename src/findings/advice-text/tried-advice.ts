import type { MeasuredCase, TriedChange } from '../evidence';
import type { Finding } from '../types';

/** Findings of how a case reads its tables, which advice on that case answers. */
const answered: ReadonlySet<string> = new Set([
  'index-lost',
  'index-demoted',
  'index-swapped',
  'index-only-lost',
  'index-never-used',
  'no-index',
  'work-outgrows-result',
  'join-method-changed',
]);

/** Findings whose own advice stands beside what was tried. */
const beside: ReadonlySet<string> = new Set([
  'expectation-broken',
  'condition-differs',
  'generic-plan-differs',
]);

/**
 * Of a plan for which no suggestion was tried, and no reason is known; also wherever no plan is run, as in an audit: an index
 * that nobody has tried may well be one that the planner leaves aside.
 */
export const untried = 'No advice was tried for this plan.';

/** Whether what was tried for a case may stand in a finding. */
export const usesAdvice = (finding: Finding): boolean =>
  finding.severity !== 'info' && (answersByAdvice(finding) || beside.has(finding.kind));

export const answersByAdvice = ({ kind }: Finding): boolean => answered.has(kind);

/**
 * Puts advice that was tried in place of a rule's own. Where nothing that was tried helps, or nothing was tried, the
 * finding says so: a rule's guess would be one more thing that may not help. Without a measurement the guess stays.
 */
export function withTriedAdvice(finding: Finding, measured: MeasuredCase | undefined): Finding {
  if (finding.kind === 'expectation-broken') return withAdviceBeside(finding, measured);
  if (measured === undefined || finding.severity === 'info' || !answered.has(finding.kind)) {
    return finding;
  }
  const own = measured.tried.filter(({ condition }) => condition === finding.condition);
  if (own.length > 0) return { ...finding, advice: adviceOf(own) };
  const [elsewhere] = measured.tried.filter(({ outcome }) => outcome === 'helps');
  if (elsewhere !== undefined) {
    // The rows are the same; the statistics on which the planner decides are not.
    return {
      ...finding,
      advice: `Tried with ${elsewhere.condition} statistics: ${elsewhere.text}`,
    };
  }
  if (finding.measured === undefined) return finding;
  return { ...finding, advice: untriedAdvice(finding, measured) };
}

/** The same for a finding whose own advice says more than a guess: what helps stands beside it. */
export function withAdviceBeside(finding: Finding, measured: MeasuredCase | undefined): Finding {
  if (finding.severity === 'info') return finding;
  const helps = (measured?.tried ?? []).filter(({ outcome }) => outcome === 'helps');
  const [tried] = [...helps.filter(({ condition }) => condition === finding.condition), ...helps];
  if (tried === undefined) return finding;
  const elsewhere =
    tried.condition === finding.condition ? '' : `Tried with ${tried.condition} statistics: `;
  const own = finding.advice === untried ? '' : `${finding.advice} `;
  return { ...finding, advice: `${own}${elsewhere}${tried.text}` };
}

function adviceOf(tried: readonly TriedChange[]): string {
  const helps = tried.filter(({ outcome }) => outcome === 'helps').map(({ text }) => text);
  return helps.length > 0
    ? helps.join(' ')
    : `Tried without success: ${tried.map(({ text }) => text).join('; ')}.`;
}

function untriedAdvice({ query, scenario }: Finding, { tried, passedOver }: MeasuredCase): string {
  if (tried.length > 0) return adviceOf(tried);
  switch (passedOver?.kind) {
    case undefined:
      return untried;
    case 'allowed':
      return 'No advice was tried, because an allow covers this case.';
    case 'accepted':
      return 'No advice was tried, because the snapshot accepts this finding. To have it tried, remove the accepted line there.';
    case 'less work': {
      const command = `plancliff check ${scenario} --query '${query}'`;
      return `No advice was tried: other queries of the scenario do more work. "${command}" tries it for this one.`;
    }
    case 'no suggestion':
      return 'plancliff knows no change to try for this plan.';
    case 'same query':
      return `Tried without success for ${passedOver.leader}, which does more work: ${passedOver.texts.join('; ')}.`;
  }
}
