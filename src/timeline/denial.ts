import type { AccessPath } from '../plan/types';
import { usesIndex } from './occurrences';
import type { Settings } from './types';

export const withoutIndexes: Settings = {
  enable_indexscan: 'off',
  enable_indexonlyscan: 'off',
  enable_bitmapscan: 'off',
};

export const withoutFullScans: Settings = { enable_seqscan: 'off' };

/**
 * Settings that keep the planner from `after`, so that what it would do instead can be priced. Undefined
 * where none can: no setting forbids one index and leaves another.
 */
export function denial(before: AccessPath, after: AccessPath): Settings | undefined {
  if (after.method === 'seq') return withoutFullScans;
  return usesIndex(after) && !usesIndex(before) ? withoutIndexes : undefined;
}

/** costsize.c, `disable_cost`: what majors before 18 add for each disabled node that can't be avoided. */
const disableCost = 1e10;

/**
 * The cost of a plan made under a denial without the penalty that majors before 18 add to disabled nodes
 * elsewhere in it. Undefined where it can't be taken out again: a plan that was not chosen costs no less
 * than the one that was, but for the 1 % by which `add_path` calls two costs equal (pathnode.c).
 */
export function honestCost(cost: number, chosenCost: number): number | undefined {
  const honest = withoutPenalty(cost, chosenCost);
  return honest >= chosenCost * 0.99 ? honest : undefined;
}

/** A cost without that penalty, beside one that has none. */
export function withoutPenalty(cost: number, chosenCost: number): number {
  return cost >= disableCost && chosenCost < disableCost ? cost % disableCost : cost;
}
