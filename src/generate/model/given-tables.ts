import { PlancliffError } from '../../errors';
import { didYouMean } from '../../text/nearest';
import type { GivenRows } from './row-counts';

/**
 * Refuses rows that a person gives for a table that the schema does not have: left out in silence they would change
 * nothing, or make that table the largest.
 *
 * @throws PlancliffError `usage`, naming the flag and the nearest table
 */
export function refuseUnknownTables({ rows, ratios }: GivenRows, tables: readonly string[]): void {
  for (const [flag, given] of [
    ['--rows', rows],
    ['--ratio', ratios],
  ] as const) {
    const unknown = [...(given?.keys() ?? [])].find((name) => !tables.includes(name));
    if (unknown === undefined) continue;
    throw new PlancliffError('usage', {
      message: `${flag}: the schema has no table '${unknown}'`,
      hint: didYouMean(unknown, tables),
    });
  }
}
