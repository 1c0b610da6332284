import { severities, type Severity } from '../findings/kinds';
import type { Finding } from '../findings/types';
import type { Origin } from './request';
import type { AuditedStatement } from './types';

/** Statements that the server plans alike, with what was found on them. */
export interface PlanGroup {
  /** The one with most at stake first; never empty. */
  readonly statements: readonly AuditedStatement[];
  /** Findings that no `allow` covers, the worst first. */
  readonly findings: readonly Finding[];
  /** The most that a statement of the group may cost, in the planner's units: see `atStake`. */
  readonly stake: number;
}

/**
 * Groups statements with equal plans, and puts those with most at stake first: by the severity of what was found, then by
 * cost.
 */
export function planGroups(
  statements: readonly AuditedStatement[],
  findings: readonly Finding[],
): readonly PlanGroup[] {
  const open = findings.filter(({ allowed }) => allowed === undefined);
  const shapes = [...new Set(statements.map(({ shape }) => shape))];
  const groups = shapes.map((shape): PlanGroup => {
    const own = statements.filter((each) => each.shape === shape);
    const found = open.filter((finding) => own.some((each) => isOf(finding, each)));
    return {
      statements: own.toSorted((a, b) => atStake(b, open) - atStake(a, open)),
      findings: found.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity)),
      stake: Math.max(...own.map((each) => atStake(each, open))),
    };
  });
  return groups.toSorted((a, b) => worst(a) - worst(b) || b.stake - a.stake);
}

/**
 * What a statement may cost, in the planner's units: its worst case where an early stop does not come, else its cost. The
 * cost without an index is none of it: the planner takes the cheaper plan of the two.
 */
function atStake(statement: AuditedStatement, findings: readonly Finding[]): number {
  const own = findings.filter((finding) => isOf(finding, statement));
  return Math.max(
    statement.worstCost ?? statement.cost,
    ...own.map(({ worstCost }) => worstCost ?? 0),
  );
}

export const isOf = (finding: Finding, { source, query, case: label }: Origin): boolean =>
  finding.scenario === source && finding.query === query && finding.case === label;

/** Statements without an error or a warning come after all others, whatever notes there are. */
const worst = ({ findings }: PlanGroup): number =>
  Math.min(2, ...findings.map(({ severity }) => rankOf(severity)));

const rankOf = (severity: Severity): number => severities.indexOf(severity);
