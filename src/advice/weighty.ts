import type { AccessPath, Plan } from '../plan/types';
import { price } from '../trial/work/price';
import type { OccurrenceWork } from '../trial/types';

/** Below this part of the whole an access is not what the work is done for. */
const least = 0.1;

/**
 * The accesses that do the work of a plan, the greatest part first: by what was measured, by the planner's cost where
 * nothing was.
 */
export function weightyAccesses(
  plan: Plan,
  measured: readonly OccurrenceWork[] = [],
): readonly AccessPath[] {
  const of = new Map(
    measured.map(({ occurrence, pages, rowsHandled }) => [
      occurrence,
      price({ pages, tempPages: 0, rowsHandled }),
    ]),
  );
  const weigh = ({ occurrence, cost }: AccessPath): number =>
    measured.length > 0 ? (of.get(occurrence) ?? 0) : cost;
  const whole = plan.accesses.reduce((sum, access) => sum + weigh(access), 0);
  return plan.accesses
    .filter((access) => weigh(access) >= least * whole)
    .toSorted((a, b) => weigh(b) - weigh(a));
}
