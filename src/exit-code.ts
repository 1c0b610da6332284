import type { Finding } from './findings/types';
import type { Severity } from './findings/kinds';
import type { CheckResult, ScenarioResult } from './check/result';

/** From which severity on findings fail a run. */
export const failOnLevels = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];
export type ExitCode = 0 | 1 | 2;

const rank = { info: 1, warning: 2, error: 3 } as const satisfies Record<Severity, number>;

/**
 * 2 where something could not run, 1 where something was found, 0 otherwise.
 *
 * - A query that does not plan is bad input: the others were still planned, yet the run could not do
 *   what was asked, so it is 2 whatever `failOn` says. An allowed one was expected, and is not.
 * - So is a snapshot that cannot be read, or not be written.
 * - A snapshot that is missing or obsolete in CI is 1: nobody would otherwise see that nothing was compared.
 * - `failOn: 'never'` silences findings, nothing else.
 */
export function exitCode(result: CheckResult, options: { readonly ci: boolean }): ExitCode {
  if (result.problems.length > 0 || result.scenarios.some(couldNotRun)) return 2;
  if (result.scenarios.some((scenario) => failing(scenario.findings, result.failOn))) return 1;
  return snapshotsFail(result, options.ci) ? 1 : 0;
}

/** True where a finding that nobody allowed is as severe as `failOn` or more. */
export function failing(findings: readonly Finding[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return findings.some(
    (finding) => finding.allowed === undefined && rank[finding.severity] >= rank[failOn],
  );
}

function couldNotRun(scenario: ScenarioResult): boolean {
  return (
    scenario.snapshot?.state === 'unreadable' ||
    scenario.snapshot?.state === 'unwritten' ||
    scenario.findings.some(({ kind, allowed }) => kind === 'unplannable' && allowed === undefined)
  );
}

function snapshotsFail(result: CheckResult, ci: boolean): boolean {
  return (
    (ci && result.obsoleteSnapshots.length > 0) ||
    result.scenarios.some(({ snapshot }) => snapshot?.fails === true)
  );
}
