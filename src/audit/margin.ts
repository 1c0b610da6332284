import { costWithoutIndex } from '../plan/cost-without-index';
import { usesIndex } from '../plan/disabled-paths';
import type { Plan } from '../plan/types';
import type { PlanGroup } from './rank';
import type { PlanRequest } from './request';
import type { AuditSession } from './session';
import type { AuditedStatement, Reading } from './types';

/** Plans whose statement is planned without its indexes too, those with most at stake: more than a screen shows. */
export const mostCompared = 25;

interface Request {
  readonly request: PlanRequest;
  readonly plan: Plan;
}

/**
 * The first statement of the first groups, each with its cost where an access is denied its index: over the plan's own
 * cost, how near the planner is to dropping it. Each access takes a plan of its own, so not every statement has one.
 */
export async function withMargins(
  session: AuditSession,
  groups: readonly PlanGroup[],
  requestOf: (statement: AuditedStatement) => Request | undefined,
): Promise<ReadonlyMap<AuditedStatement, AuditedStatement>> {
  const compared = new Map<AuditedStatement, AuditedStatement>();
  for (const { statements } of groups.slice(0, mostCompared)) {
    const [first] = statements;
    const of = first && requestOf(first);
    if (first === undefined || of === undefined) continue;
    const costs = await costsWithoutIndex(session, of);
    compared.set(first, {
      ...first,
      readings: first.readings.map((reading, k): Reading => {
        const costWithout = costs[k];
        return costWithout === undefined ? reading : { ...reading, costWithout };
      }),
    });
  }
  return compared;
}

/** For each access: null where its index cannot be denied to it alone, undefined where it uses none. */
async function costsWithoutIndex(
  session: AuditSession,
  { request, plan }: Request,
): Promise<readonly (number | null | undefined)[]> {
  const sql = request.kind === 'custom' ? request.statement.sql : request.sql;
  const costs: (number | null | undefined)[] = [];
  for (const access of plan.accesses) {
    const cost = await costWithoutIndex(access, { plan, sql }, (way) =>
      session.plan(way.sql === undefined ? request : withText(request, way.sql), way.settings),
    );
    costs.push(cost ?? (usesIndex(access) ? null : undefined));
  }
  return costs;
}

function withText(request: PlanRequest, sql: string): PlanRequest {
  return request.kind === 'custom'
    ? { ...request, statement: { ...request.statement, sql } }
    : { ...request, sql };
}
