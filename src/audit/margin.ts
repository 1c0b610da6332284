import { costWithoutIndex } from '../plan/cost-without-index';
import type { Plan } from '../plan/types';
import type { AuditSession } from './session';
import type { PlanRequest } from './request';

/**
 * Cost of a statement for each of its accesses, by occurrence, if it is denied its index: over the plan's own cost, how
 * near the planner is to dropping it. An access that uses none, or whose index can't be denied to it alone, is not
 * among them.
 */
export async function costsWithoutIndex(
  session: AuditSession,
  request: PlanRequest,
  plan: Plan,
): Promise<ReadonlyMap<string, number>> {
  const sql = request.kind === 'custom' ? request.statement.sql : request.sql;
  const costs = new Map<string, number>();
  for (const access of plan.accesses) {
    const cost = await costWithoutIndex(access, { plan, sql }, (way) =>
      session.plan(way.sql === undefined ? request : withText(request, way.sql), way.settings),
    );
    if (cost !== undefined) costs.set(access.occurrence, cost);
  }
  return costs;
}

function withText(request: PlanRequest, sql: string): PlanRequest {
  return request.kind === 'custom'
    ? { ...request, statement: { ...request.statement, sql } }
    : { ...request, sql };
}
