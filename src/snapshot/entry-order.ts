import type { SnapshotEntry } from './types';

type Named = Pick<SnapshotEntry, 'query' | 'case' | 'condition'>;

/** The condition that goes without saying. */
export const fresh = 'fresh';

/** By code unit: the same order in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * By name and not by place in the scenario: moving a query up or down in its file then leaves the snapshot
 * as it is, and the pull request shows only what became of plans.
 */
export function byName(a: Named, b: Named): number {
  return (
    byCodeUnit(a.query, b.query) ||
    byCodeUnit(a.case, b.case) ||
    Number(b.condition === fresh) - Number(a.condition === fresh) ||
    byCodeUnit(a.condition, b.condition)
  );
}

/** `query / case`, with the condition where it is not the ordinary one. */
export function entryName(entry: Named): string {
  const name = `${entry.query} / ${entry.case}`;
  return entry.condition === fresh ? name : `${name} [${entry.condition}]`;
}

/** Unique in a scenario, whatever the names hold. */
export function entryKey(entry: Named): string {
  return JSON.stringify([entry.query, entry.case, entry.condition]);
}
