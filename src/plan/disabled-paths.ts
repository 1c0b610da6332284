import type { AccessPath, Settings } from './types';

export const withoutIndexes: Settings = {
  enable_indexscan: 'off',
  enable_indexonlyscan: 'off',
  enable_bitmapscan: 'off',
};

export const withoutFullScans: Settings = { enable_seqscan: 'off' };

/** Whether an occurrence is read through an index, in whatever way. */
export function usesIndex(access: AccessPath): boolean {
  return access.indexes.length > 0;
}

/**
 * Settings that keep the planner from `after`, so that what it would do instead can be priced. Undefined
 * where none can: no setting forbids one index and leaves another.
 */
export function settingsAgainst(before: AccessPath, after: AccessPath): Settings | undefined {
  if (after.method === 'seq') return withoutFullScans;
  return usesIndex(after) && !usesIndex(before) ? withoutIndexes : undefined;
}

/** costsize.c, `disable_cost`: what majors before 18 add for each disabled node that can't be avoided. */
export const disableCost = 1e10;

/**
 * The cost of a plan made under such settings without the penalty that majors before 18 add to disabled nodes
 * elsewhere in it. Undefined where it can't be taken out again: a plan that was not chosen costs no less
 * than the one that was, but for the 1 % by which `add_path` calls two costs equal (pathnode.c).
 */
export function costWithoutDisablePenalty(cost: number, chosenCost: number): number | undefined {
  const without = cost >= disableCost && chosenCost < disableCost ? cost % disableCost : cost;
  return without >= chosenCost * 0.99 ? without : undefined;
}
