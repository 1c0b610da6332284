import type { RowSource } from './row-source';

/**
 * The first row number that must be loaded; past the last row where the table is right as it is. Rows are
 * functions of row number and row count: where the same statement makes them at both sizes, the row count
 * has no part in them, and what is there can stay.
 */
export function firstMissing(before: RowSource | undefined, now: RowSource): number {
  if (before === undefined || before.insert !== now.insert || before.rows > now.rows) return 1;
  return before.rows + 1;
}
