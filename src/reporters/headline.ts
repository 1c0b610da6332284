import type { Finding } from '../findings/types';
import { formatRows } from '../text/row-count';
import { allFindings, counted, isLoss, isOpen, losingCases } from './facts';
import type { CheckResult } from '../check/result';

/** The answer in one sentence: how many cases lose an index, up to which row count was looked, and what else is wrong. */
export function headline(result: CheckResult): string {
  const could = result.problems.length;
  const notRun = could === 0 ? '' : `${counted(could, 'scenario')} could not run. `;
  if (result.scenarios.length === 0) {
    return could === 0 ? 'There was no scenario to check.' : notRun.trim();
  }
  const findings = allFindings(result);
  const to = formatRows(Math.max(...result.scenarios.map(({ scales }) => scales.to)));
  return `${notRun}${lossSentence(findings, to)}${others(findings)}.`;
}

function lossSentence(findings: readonly Finding[], to: string): string {
  const all = losingCases(findings).size;
  if (all === 0) {
    const harmless = findings.some(({ kind }) => kind === 'index-lost');
    return `No index is lost up to ${to} rows${harmless ? ' where it matters' : ''}`;
  }
  const open = losingCases(findings.filter(isOpen)).size;
  const sentence = `${counted(all, 'case loses', 'cases lose')} an index before ${to} rows`;
  if (open === all) return sentence;
  if (open === 0) return `${sentence}, ${all === 1 ? 'and that is accepted' : 'all accepted'}`;
  return `${sentence}, ${all - open} of them accepted`;
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
