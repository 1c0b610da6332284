import type { Finding } from '../findings/types';
import type { Severity } from '../findings/kinds';
import { allFindings, isAgainstSnapshot, isOpen } from './finding-labels';
import type { CheckResult, ScenarioResult } from '../check/result';

const rank = { info: 1, warning: 2, error: 3, never: 4 } as const satisfies Record<
  Severity | 'never',
  number
>;

/** What to do, and the command that does it or that comes after it. */
export interface Step {
  readonly what: string;
  readonly command?: string;
}

/** What to do next: the first thing that stands in the way. `program` is how plancliff is called. */
export function nextStep(result: CheckResult, program = 'plancliff'): Step {
  const { what, command } = firstStep(result);
  return step(what, command?.replace(/^plancliff\b/, program));
}

function firstStep(result: CheckResult): Step {
  const { scenarios, problems } = result;
  if (problems.length > 0) {
    return step(
      'Fix the problems above, then run:',
      check([...new Set(problems.map(({ scenario }) => scenario))]),
    );
  }
  if (scenarios.length === 0) return step('Write a first scenario:', 'plancliff init');

  const blocked = scenarios.filter(({ snapshot }) => snapshot?.hint !== undefined);
  if (blocked.length > 0) {
    const hints = [...new Set(blocked.map(({ snapshot }) => snapshot?.hint))];
    return step(`${hints.join('. ')}, then run:`, check(names(blocked)));
  }
  const unreadable = having(scenarios, 'unreadable');
  if (unreadable.length > 0) {
    return step(
      `Restore ${filesOf(unreadable)} from version control; where there is no good version, -u writes a new one:`,
      `git restore ${shellWords(unreadable.map(fileOf))}`,
    );
  }
  const unwritten = having(scenarios, 'unwritten');
  if (unwritten.length > 0) {
    return step(
      `Check the owner, the mode and the free space of the folder of ${filesOf(unwritten)}, then run:`,
      check(names(unwritten)),
    );
  }
  const open = allFindings(result).filter(isOpen);
  const refused = open.filter(({ kind }) => kind === 'unplannable');
  if (refused.length > 0) {
    return step('Correct the queries that do not plan, then run:', check(owners(refused)));
  }
  const failing = open.filter(({ severity }) => rank[severity] >= rank[result.failOn]);
  if (failing.length > 0) return findingStep(failing, scenarios);
  return snapshotStep(result);
}

/** `-u` is named last and never in the command: what fails is to be looked at before it is accepted. */
function findingStep(failing: readonly Finding[], scenarios: readonly ScenarioResult[]): Step {
  const command = check(owners(failing));
  const accepts = having(scenarios, 'not-compared').length === 0;
  if (failing.every(isAgainstSnapshot)) {
    return step('Fix what changed, then run (-u accepts it, if it is meant):', command);
  }
  const what = 'Fix the queries above or their indexes, or give an "allow" with a reason; then run';
  return step(`${what}${accepts ? ' (-u accepts them as they are)' : ''}:`, command);
}

function snapshotStep({ scenarios, obsoleteSnapshots }: CheckResult): Step {
  const missing = having(scenarios, 'missing');
  if (missing.length > 0) {
    return step(`Commit ${filesOf(missing)}, which this writes:`, check(names(missing), '--no-ci'));
  }
  const differing = having(scenarios, 'differs');
  if (differing.length > 0) return step('Accept what changed:', check(names(differing), '-u'));
  const obsolete = scenarios.filter(
    ({ snapshot }) => snapshot !== undefined && snapshot.obsolete.length > 0 && !snapshot.removed,
  );
  if (obsolete.length > 0) {
    return step('Remove the obsolete cases from their snapshots:', check(names(obsolete), '-u'));
  }
  if (obsoleteSnapshots.length > 0) {
    return step(
      'Remove the snapshots that have no scenario:',
      `git rm ${shellWords(obsoleteSnapshots)}`,
    );
  }
  const changed = [...having(scenarios, 'written'), ...having(scenarios, 'updated')];
  if (changed.length > 0) {
    return step(
      'Read the snapshots, and commit them:',
      `git add ${shellWords(changed.map(fileOf))}`,
    );
  }
  const outdated = scenarios.filter(({ snapshot }) => (snapshot?.notes.length ?? 0) > 0);
  if (outdated.length > 0) {
    return step('Bring the snapshots up to date:', check(names(outdated), '-u'));
  }
  return step('All checks passed.');
}

const having = (
  scenarios: readonly ScenarioResult[],
  state: NonNullable<ScenarioResult['snapshot']>['state'],
): ScenarioResult[] => scenarios.filter(({ snapshot }) => snapshot?.state === state);

const names = (scenarios: readonly ScenarioResult[]): string[] =>
  scenarios.map(({ scenario }) => scenario.name);

const fileOf = ({ snapshot }: ScenarioResult): string => snapshot?.file ?? '';

const filesOf = (scenarios: readonly ScenarioResult[]): string =>
  scenarios.map(fileOf).join(' and ');

const owners = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ scenario }) => scenario)),
];

function check(scenarios: readonly string[], flag?: string): string {
  return ['plancliff check', shellWords(scenarios), flag].filter((word) => word).join(' ');
}

/** Quoted where a shell would take a name apart. */
export function shellWords(names: readonly string[]): string {
  return names
    .map((name) => (/^[\w./@%+-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

const step = (what: string, command?: string): Step =>
  command === undefined ? { what } : { what, command };
