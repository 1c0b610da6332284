import type { Finding } from '../findings/types';
import type { MeasuredWork } from '../findings/work/measured-evidence';
import { rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { allFindings, caseName, counted, isLoss, isOpen, losingCases } from './finding-labels';
import type { CheckResult } from '../check/result';

/**
 * The answer in one sentence: the worst that was measured, how many cases lose an index, up to which row count was looked,
 * and what else is wrong.
 */
export function headline(result: CheckResult): string {
  const could = result.problems.length;
  const notRun = could === 0 ? '' : `${counted(could, 'scenario')} could not run. `;
  if (result.scenarios.length === 0) {
    return could === 0 ? 'There was no scenario to check.' : notRun.trim();
  }
  const findings = allFindings(result);
  const to = formatRows(Math.max(...result.scenarios.map(({ scales }) => scales.to)));
  const worst = worstWork(findings);
  const planned = result.scenarios.some(
    ({ timelines, unplannable }) => timelines.length > 0 || unplannable.length === 0,
  );
  const losses = planned ? lossSentence(findings, to) : 'No query could be planned';
  const parts = worst === undefined ? [losses] : [worst, ...(losing(findings) ? [losses] : [])];
  return `${notRun}${parts.join('; ')}${others(findings)}.`;
}

const losing = (findings: readonly Finding[]): boolean => losingCases(findings).size > 0;

function lossSentence(findings: readonly Finding[], to: string): string {
  const all = losingCases(findings).size;
  if (all === 0) {
    const harmless = findings.some(({ kind }) => kind === 'index-lost');
    return harmless
      ? `No loss of an index does harm up to ${to} rows`
      : `No index is lost up to ${to} rows`;
  }
  const open = losingCases(findings.filter(isOpen)).size;
  const sentence = `${counted(all, 'case loses', 'cases lose')} an index before ${to} rows`;
  if (open === all) return sentence;
  if (open === 0) return `${sentence}, ${all === 1 ? 'and that is accepted' : 'all accepted'}`;
  return `${sentence}, ${all - open} of them accepted`;
}

/** The error with most measured work: nothing that stands below is worse than the first line says. */
function worstWork(findings: readonly Finding[]): string | undefined {
  const [worst] = findings
    .filter((finding) => isOpen(finding) && finding.severity === 'error' && finding.measured)
    .toSorted((a, b) => (b.measured?.plan.work ?? 0) - (a.measured?.plan.work ?? 0));
  if (worst?.measured === undefined) return undefined;
  const { plan, at, extrapolated, resultRows } = worst.measured;
  const rows = resultRows === 0 ? 'no row' : rowsText(resultRows);
  const how = extrapolated ? ' (extrapolated)' : '';
  return `${caseName(worst)} touches ${touched(plan)} for ${rows} at ${rowsText(at)}${how}`;
}

/** Pages, with the rows handled where these are the most of the work. */
function touched({ pages, rowsHandled, atLeast }: MeasuredWork): string {
  const text = `${formatRows(Math.max(1, pages))} ${pages > 1 ? 'pages' : 'page'}`;
  const rows = rowsHandled / 100 > pages ? ` and ${rowsText(rowsHandled)}` : '';
  return `${atLeast ? 'at least ' : ''}${text}${rows}`;
}

function others(findings: readonly Finding[]): string {
  const rest = findings.filter((finding) => isOpen(finding) && !isLoss(finding));
  const errors = rest.filter(({ severity }) => severity === 'error').length;
  const warnings = rest.filter(({ severity }) => severity === 'warning').length;
  const other = findings.some(isLoss) ? 'other ' : '';
  const parts = [
    ...(errors > 0 ? [counted(errors, `${other}error`)] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(' and ')}`;
}
