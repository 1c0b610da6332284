import type { Finding, Severity } from '../findings/types';
import { allFindings, isAgainstSnapshot, isOpen } from './facts';
import type { CheckResult, ScenarioResult } from './types';

const rank = { info: 1, warning: 2, error: 3, never: 4 } as const satisfies Record<
  Severity | 'never',
  number
>;

/** What to do next, as one line with the command to run; the first thing that stands in the way. */
export function nextStep(result: CheckResult): string {
  const { scenarios, problems } = result;
  if (problems.length > 0) {
    return `Mend what is said above, then run: ${command(problems.map(({ scenario }) => scenario))}`;
  }
  if (scenarios.length === 0) return 'Write a first scenario: plancliff init';

  const unreadable = scenarios.filter(({ snapshot }) => snapshot?.state === 'unreadable');
  if (unreadable.length > 0) {
    const files = unreadable.map(({ snapshot }) => snapshot?.file).join(' and ');
    return `Restore ${files} from version control, or accept the plans of today: ${command(names(unreadable), '-u')}`;
  }
  const failing = allFindings(result).filter(
    (finding) => isOpen(finding) && rank[finding.severity] >= rank[result.failOn],
  );
  if (failing.some(({ kind }) => kind === 'unplannable')) {
    return `Correct the queries that do not plan, then run: ${command(scenariosOf(failing, 'unplannable'))}`;
  }
  if (failing.length > 0) {
    const where = [...new Set(failing.map(({ scenario }) => scenario))];
    return failing.every(isAgainstSnapshot)
      ? `Mend what changed, or accept it: ${command(where, '-u')}`
      : `Mend the queries above or their indexes; or give an "allow" with a reason, or accept them as they are: ${command(where, '-u')}`;
  }
  return snapshotStep(result);
}

function snapshotStep({ scenarios, obsoleteSnapshots }: CheckResult): string {
  const missing = having(scenarios, 'missing');
  if (missing.length > 0) {
    return `Run ${command(names(missing), '--no-ci')} and commit what it writes: ${filesOf(missing)}`;
  }
  const differing = having(scenarios, 'differs');
  if (differing.length > 0) return `Accept what changed: ${command(names(differing), '-u')}`;
  const obsolete = scenarios.filter(
    ({ snapshot }) => snapshot !== undefined && snapshot.obsolete.length > 0 && !snapshot.removed,
  );
  if (obsolete.length > 0) {
    return `Remove the obsolete cases from their snapshots: ${command(names(obsolete), '-u')}`;
  }
  if (obsoleteSnapshots.length > 0) {
    return `Remove the snapshots that have no scenario: git rm ${obsoleteSnapshots.join(' ')}`;
  }
  const changed = [...having(scenarios, 'written'), ...having(scenarios, 'updated')];
  if (changed.length > 0) return `Read and commit: ${filesOf(changed)}`;
  return 'Nothing to do.';
}

const having = (
  scenarios: readonly ScenarioResult[],
  state: NonNullable<ScenarioResult['snapshot']>['state'],
): ScenarioResult[] => scenarios.filter(({ snapshot }) => snapshot?.state === state);

const names = (scenarios: readonly ScenarioResult[]): string[] =>
  scenarios.map(({ scenario }) => scenario.name);

const filesOf = (scenarios: readonly ScenarioResult[]): string =>
  scenarios.map(({ snapshot }) => snapshot?.file).join(' ');

const scenariosOf = (findings: readonly Finding[], kind: Finding['kind']): string[] => [
  ...new Set(findings.filter((finding) => finding.kind === kind).map(({ scenario }) => scenario)),
];

function command(scenarios: readonly string[], flag?: string): string {
  const words = scenarios.map((name) => (/^[\w./-]+$/.test(name) ? name : JSON.stringify(name)));
  return ['plancliff check', ...words, ...(flag === undefined ? [] : [flag])].join(' ');
}
