import { denyIndex } from '../sql/deny-index';
import { disableCost, usesIndex, withoutIndexes } from './disabled-paths';
import type { AccessPath, Plan, PlanOutcome, Settings } from './types';

/** Plans a statement under other settings, or in another text with the same parameters. */
export type PlanOtherwise = (way: {
  readonly settings?: Settings;
  readonly sql?: string;
}) => Promise<PlanOutcome>;

/**
 * Cost of a statement if one of its accesses is denied its index and all others keep theirs. Undefined for an access
 * that uses none, and where its index cannot be denied to it alone.
 *
 * Where one occurrence alone uses an index, settings forbid it, and a parallel scan may take its place. Where several
 * do, this one is read through a sample of everything, which no index serves and no worker shares (`denyIndex`).
 *
 * @param sql text of the statement that `plan` is of
 */
export async function costWithoutIndex(
  access: AccessPath,
  { plan, sql }: { readonly plan: Plan; readonly sql: string },
  planOtherwise: PlanOtherwise,
): Promise<number | undefined> {
  if (!usesIndex(access)) return undefined;
  const find = (other: Plan): AccessPath | undefined =>
    other.accesses.find(({ occurrence }) => occurrence === access.occurrence);
  if (plan.accesses.filter(usesIndex).length === 1) {
    const outcome = await planOtherwise({ settings: withoutIndexes });
    const other = outcome.ok ? find(outcome.plan) : undefined;
    return outcome.ok && other !== undefined && !usesIndex(other) && outcome.plan.cost < disableCost
      ? outcome.plan.cost
      : undefined;
  }
  for (const denied of await denyIndex(sql, access)) {
    const outcome = await planOtherwise({ sql: denied });
    if (outcome.ok && find(outcome.plan)?.method === 'sample') return outcome.plan.cost;
  }
  return undefined;
}
