import type { Finding } from '../findings/types';
import { severities, type Severity } from '../findings/kinds';
import type { MeasuredFigures, MeasuredWork } from '../findings/work/measured-evidence';
import { rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import {
  allFindings,
  caseName,
  counted,
  isLoss,
  isOpen,
  losingCases,
  titleOf,
} from './finding-labels';
import type { CheckResult } from '../check/result';

/**
 * The answer in one sentence: the worst finding first, measured work before estimates, then how many cases lose an index,
 * up to which row count was looked, and what else is wrong. That nothing is lost is said where nothing is wrong.
 */
export function headline(result: CheckResult): string {
  const could = result.problems.length;
  const notRun = could === 0 ? '' : `${counted(could, 'scenario')} could not run. `;
  if (result.scenarios.length === 0) {
    return could === 0 ? 'There was no scenario to check.' : notRun.trim();
  }
  const findings = allFindings(result);
  const to = formatRows(Math.max(...result.scenarios.map(({ scales }) => scales.to)));
  const planned = result.scenarios.some(
    ({ timelines, unplannable }) => timelines.length > 0 || unplannable.length === 0,
  );
  if (!planned) return `${notRun}No query could be planned${others(findings, undefined)}.`;
  const worst = worstOf(findings);
  const lead = worst === undefined ? undefined : leadOf(worst);
  const losing = losingCases(findings).size > 0;
  const parts = [
    ...(lead === undefined ? [] : [lead]),
    ...(losing ? [lossSentence(findings, to)] : []),
    ...(lead === undefined && !losing ? [calmSentence(findings, to)] : []),
  ];
  return `${notRun}${parts.join('; ')}${others(findings, worst)}.`;
}

/** The open error or warning that does most measured work; one without a measurement where no other is as severe. */
function worstOf(findings: readonly Finding[]): Finding | undefined {
  const work = ({ measured }: Finding): number => measured?.plan.work ?? -1;
  const [worst] = findings
    .filter((finding) => isOpen(finding) && finding.severity !== 'info')
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) || work(b) - work(a),
    );
  return worst;
}

/** Of a loss without a measurement, the number of cases says more. */
function leadOf(worst: Finding): string | undefined {
  if (worst.measured !== undefined) return measuredText(worst, worst.measured);
  if (isLoss(worst)) return undefined;
  return [caseName(worst) || worst.scenario, titleOf(worst)].join(': ');
}

/** The sentence where no finding is open. Accepted findings still exist, so their number follows. */
function calmSentence(findings: readonly Finding[], to: string): string {
  const accepted = findings.filter(
    ({ severity, allowed }) => severity !== 'info' && allowed,
  ).length;
  const calm = calmText(findings, to);
  return accepted === 0
    ? calm
    : `${calm}; ${counted(accepted, 'finding is', 'findings are')} accepted`;
}

/** Without a measurement, that a lost index does no harm is an estimate of the planner. */
function calmText(findings: readonly Finding[], to: string): string {
  const lost = findings.filter(({ kind }) => kind === 'index-lost');
  if (lost.length === 0) return `No index is lost up to ${to} rows`;
  return lost.every(({ measured }) => measured !== undefined)
    ? `No loss of an index does harm up to ${to} rows`
    : `By the planner's estimates no loss of an index does harm up to ${to} rows`;
}

function lossSentence(findings: readonly Finding[], to: string): string {
  const all = losingCases(findings).size;
  const open = losingCases(findings.filter(isOpen)).size;
  const sentence = `${counted(all, 'case loses', 'cases lose')} an index before ${to} rows`;
  if (open === all) return sentence;
  if (open === 0) return `${sentence}, ${all === 1 ? 'and that is accepted' : 'all accepted'}`;
  return `${sentence}, ${all - open} of them accepted`;
}

function measuredText(finding: Finding, measured: MeasuredFigures): string {
  const { plan, at, extrapolated, resultRows, resultBetween } = measured;
  const rows = resultRows === 0 ? 'no row' : rowsText(resultRows);
  // A few rows of the sizes of a trial are no result at any other size.
  const result = extrapolated && resultBetween !== undefined ? '' : ` for ${rows}`;
  const how = extrapolated ? ' (extrapolated)' : '';
  return `${caseName(finding)} touches ${touched(plan)}${result} at ${rowsText(at)}${how}`;
}

/** Pages, with the rows handled where these are the most of the work. */
function touched({ pages, rowsHandled, atLeast }: MeasuredWork): string {
  const text = `${formatRows(Math.max(1, pages))} ${pages > 1 ? 'pages' : 'page'}`;
  const rows = rowsHandled / 100 > pages ? ` and ${rowsText(rowsHandled)}` : '';
  return `${atLeast ? 'at least ' : ''}${text}${rows}`;
}

/** The errors and warnings that are neither the first one nor a loss. */
function others(findings: readonly Finding[], worst: Finding | undefined): string {
  const losing = findings.some(isLoss);
  const rest = findings.filter(
    (finding) => isOpen(finding) && !isLoss(finding) && finding !== worst,
  );
  const of = (severity: Severity): number =>
    rest.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [of('error'), of('warning')];
  const otherThan = (severity: Severity): string =>
    worst?.severity === severity || (losing && severity === 'error') ? 'other ' : '';
  const parts = [
    ...(errors > 0 ? [counted(errors, `${otherThan('error')}error`)] : []),
    ...(warnings > 0 ? [counted(warnings, `${otherThan('warning')}warning`)] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(' and ')}`;
}
