import type { AccessPath, Plan } from '../plan/types';
import { denyIndex } from '../sql/deny-index';
import type { AuditSession } from './session';
import type { PlanRequest } from './types';

const withoutIndexes = {
  enable_indexscan: 'off',
  enable_indexonlyscan: 'off',
  enable_bitmapscan: 'off',
} as const;

/** costsize.c, `disable_cost`: what majors before 18 add for a disabled path that is taken all the same. */
const disableCost = 1e10;

export function usesIndex(access: AccessPath): boolean {
  return access.indexes.length > 0;
}

/**
 * Cost of a statement for each of its accesses, by occurrence, were it denied its index: over the plan's own cost, how
 * near the planner is to dropping it. An access that uses none, or whose index can't be denied to it alone, is not
 * among them.
 *
 * Where one occurrence alone uses an index, settings forbid it, and a parallel scan may take its place. Where several
 * do, each in turn is read through a sample of everything, which no index serves and no worker shares.
 */
export async function costsWithoutIndex(
  session: AuditSession,
  request: PlanRequest,
  plan: Plan,
): Promise<ReadonlyMap<string, number>> {
  const indexed = plan.accesses.filter(usesIndex);
  const costs = new Map<string, number>();
  const [only] = indexed;
  if (only !== undefined && indexed.length === 1) {
    const outcome = await session.plan(request, withoutIndexes);
    const other = outcome.ok ? find(outcome.plan, only) : undefined;
    if (outcome.ok && other !== undefined && !usesIndex(other) && outcome.plan.cost < disableCost) {
      costs.set(only.occurrence, outcome.plan.cost);
    }
    return costs;
  }
  for (const access of indexed) {
    const sql = request.kind === 'custom' ? request.statement.sql : request.sql;
    for (const denied of await denyIndex(sql, access)) {
      const outcome = await session.plan(withText(request, denied));
      const sampled = outcome.ok ? find(outcome.plan, access) : undefined;
      if (outcome.ok && sampled?.method === 'sample') {
        costs.set(access.occurrence, outcome.plan.cost);
        break;
      }
    }
  }
  return costs;
}

function find(plan: Plan, { occurrence }: AccessPath): AccessPath | undefined {
  return plan.accesses.find((each) => each.occurrence === occurrence);
}

function withText(request: PlanRequest, sql: string): PlanRequest {
  return request.kind === 'custom'
    ? { ...request, statement: { ...request.statement, sql } }
    : { ...request, sql };
}
