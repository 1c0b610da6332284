import type { PlanOutcome, Planner, Statement } from '../../plan/types';
import type { Pool } from './pool';
import { analysable, sampledByChance } from './analyze';
import { elected, isDecided } from './vote';

/**
 * Plans statements under as many runs of ANALYZE as it takes until chance has no say in which access they
 * get; once where every table is so small that ANALYZE reads all of it.
 */
export async function electPlans(
  { pool, planner }: { readonly pool: Pool; readonly planner: Planner },
  statements: readonly Statement[],
  /** True where the statistics are meant to be old: another ANALYZE would renew them, and one vote must do. */
  stale: boolean,
): Promise<readonly PlanOutcome[]> {
  const votes = new Map<Statement, PlanOutcome[]>(statements.map((each) => [each, []]));
  const byChance = stale ? [] : await sampledByChance(pool, await analysable(pool));
  for (;;) {
    for (const [statement, cast] of votes) {
      if (!isDecided(cast)) cast.push(await planner.plan(statement));
    }
    const open = [...votes.values()].some((cast) => !isDecided(cast));
    if (!open || byChance.length === 0) break;
    await pool.forEach(byChance, async (connection, relation) => {
      await connection.query(`analyze ${relation}`);
    });
  }
  return statements.map((statement) => elected(votes.get(statement) ?? []));
}
