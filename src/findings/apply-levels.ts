import type { Allowance, Query, Scenario } from '../scenario/types';
import { findingInfo } from './catalogue';
import { listOf } from './expectations';
import { severities } from './kinds';
import type { Finding } from './types';
import type { Level } from './kinds';

/** An `allow` that covers no finding: what it was written for is gone, or it is misspelt. */
export interface UnusedAllowance {
  readonly scenario: string;
  readonly query: string;
  readonly allowance: Allowance;
}

/**
 * Gives findings, judged or against the snapshot, what the scenario says of them: the level of their kind, the
 * reason of an `allow` that covers them, and the position of their query. Findings whose level is `off` are left out.
 */
export function applyLevels(scenario: Scenario, findings: readonly Finding[]): readonly Finding[] {
  return inOrder(
    scenario,
    findings.flatMap((finding) => levelled(scenario, finding)),
  );
}

/** The scenario as if it set no level of any kind. */
export function withoutLevels(scenario: Scenario): Scenario {
  const queries = scenario.queries.map((query) => ({
    ...query,
    definition: { ...query.definition, rules: {} },
  }));
  return { ...scenario, definition: { ...scenario.definition, rules: {} }, queries };
}

/** Sorted by severity, then in the scenario's order of queries and cases. */
export function inOrder(scenario: Scenario, findings: readonly Finding[]): readonly Finding[] {
  const order = new Map(
    scenario.queries
      .flatMap((query) => query.cases)
      .map((each, i) => [JSON.stringify([each.query, each.label]), i]),
  );
  const place = (finding: Finding): number =>
    order.get(JSON.stringify([finding.query, finding.case])) ?? order.size;
  return findings.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) || place(a) - place(b),
  );
}

function levelled(scenario: Scenario, finding: Finding): readonly Finding[] {
  const query = queryOf(scenario, finding);
  const level =
    query?.definition.rules?.[finding.kind] ?? scenario.definition.rules?.[finding.kind];
  const severity = severityAt(finding, level);
  if (severity === 'off') return [];
  const allowed = listOf(query?.definition.allow).find((each) => covers(each, finding));
  return [
    {
      ...finding,
      severity,
      ...(allowed === undefined ? {} : { allowed: allowed.reason }),
      ...(query === undefined ? {} : { position: query.position }),
    },
  ];
}

/** A level is what a finding that does harm is worth: one that was found to do none stays a note. */
function severityAt(finding: Finding, level: Level | undefined): Level {
  if (level === undefined) return finding.severity;
  const isNote = findingInfo[finding.kind].graded && finding.severity === 'info';
  return isNote && level !== 'off' ? 'info' : level;
}

function covers(allowance: Allowance, finding: Finding): boolean {
  if (allowance.kind !== finding.kind) return false;
  if (allowance.cases !== undefined && !allowance.cases.includes(finding.case)) return false;
  if (allowance.on === undefined) return true;
  const indexes = finding.index?.split(', ') ?? [];
  return finding.relation === allowance.on || indexes.includes(allowance.on);
}

/** Allowances that cover none of a scenario's findings. */
export function unusedAllowances(
  scenario: Scenario,
  findings: readonly Finding[],
): readonly UnusedAllowance[] {
  return scenario.queries.flatMap((query) =>
    listOf(query.definition.allow)
      .filter(
        (allowance) =>
          !findings.some((finding) => finding.query === query.name && covers(allowance, finding)),
      )
      .map((allowance) => ({ scenario: scenario.name, query: query.name, allowance })),
  );
}

function queryOf(scenario: Scenario, finding: Finding): Query | undefined {
  return scenario.queries.find((query) => query.name === finding.query);
}
