import type { AccessPath } from '../../plan/types';
import { usesIndex } from '../../plan/disabled-paths';
import { columns, losesIndex, type OccurrenceChange } from '../../timeline/occurrences';

/** Columns whose conditions bounded the read before a change and no longer do, whatever is used then. */
export function lostBounds({ before, after }: OccurrenceChange): readonly string[] {
  const kept = columns(after.conditions);
  return columns(before.conditions).filter((column) => !kept.includes(column));
}

/** Whether an occurrence is read in full after a change: the table, or all of another index, that a condition bounded. */
export function losesBound(change: OccurrenceChange): boolean {
  if (losesIndex(change)) return true;
  const { before, after } = change;
  return (
    usesIndex(after) &&
    before.indexes.join() !== after.indexes.join() &&
    after.conditions.length === 0 &&
    lostBounds(change).length > 0
  );
}

/** Whether the loss of a change still stands at another access: it is over where the conditions bound the read again. */
export function isStillLost(change: OccurrenceChange, access: AccessPath | undefined): boolean {
  if (access === undefined) return true;
  const lost = lostBounds(change);
  if (lost.length === 0) return !usesIndex(access);
  const bounded = columns(access.conditions);
  return lost.some((column) => !bounded.includes(column));
}
