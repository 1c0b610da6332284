import { findingInfo } from '../findings/catalogue';
import type { Finding } from '../findings/types';
import { fresh } from '../snapshot/entry-order';
import { formatRows } from '../text/row-count';
import type { CheckResult } from '../check/result';
import { printable } from '../text/wrap';

export { counted } from '../text/figures';

export const isLoss = (finding: Finding): boolean =>
  findingInfo[finding.kind].loss && finding.severity !== 'info';

/** One index may be lost by many cases: it counts once in a scenario. */
export function lostIndexes(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter(isLoss)
      .map(({ scenario, index, occurrence, query }) =>
        JSON.stringify([scenario, index ?? [query, occurrence]]),
      ),
  );
}

/** The cases that lose an index, however many each loses. */
export function losingCases(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter(isLoss)
      .map((finding) =>
        JSON.stringify([finding.scenario, finding.query, finding.case, finding.condition]),
      ),
  );
}

export const isAgainstSnapshot = (finding: Finding): boolean =>
  findingInfo[finding.kind].againstSnapshot;

/**
 * Whether a reader of a report has to see a finding, be it a note: one against the snapshot asks to be accepted, and one on
 * how a case reads its tables is an unknown, or a loss that is bounded or small. A plan that was measured to do no more
 * than the one before it is neither.
 */
export function matters({ kind, severity, measured }: Finding): boolean {
  if (severity !== 'info' || findingInfo[kind].againstSnapshot) return true;
  if (!findingInfo[kind].graded) return false;
  return measured?.other === undefined || measured.plan.work > alike * measured.other.work;
}

/** Runs of two plans that do the same differ by less. */
const alike = 1.25;

export const isOpen = (finding: Finding): boolean => finding.allowed === undefined;

export const allFindings = (result: CheckResult): Finding[] =>
  result.scenarios.flatMap(({ findings }) => findings);

/** `query / case [condition]`; a finding on a whole scenario has no query. */
export function caseName(subject: {
  readonly query: string;
  readonly case: string;
  readonly condition: string;
}): string {
  if (subject.query === '') return '';
  const name = `${subject.query} / ${subject.case}`;
  return printable(
    subject.condition === fresh || subject.condition === ''
      ? name
      : `${name} [${subject.condition}]`,
  );
}

/** `index lost at 41.2M`, `cliff moved earlier: 41.2M to 12M`: rows of the driving table. */
export function titleOf(finding: Finding): string {
  const { title } = findingInfo[finding.kind];
  const from = 'accepted' in finding ? finding.accepted : undefined;
  const to = 'now' in finding ? finding.now : undefined;
  if (from !== undefined && to !== undefined) {
    return `${title}: ${formatRows(from)} to ${formatRows(to)}`;
  }
  if (finding.at === undefined) return title;
  return `${title} ${findingInfo[finding.kind].lasting ? 'from' : 'at'} ${formatRows(finding.at)}`;
}
