import { firstWord } from '../../sql/first-word';
import { checkPlannable } from '../../sql/plannable';
import { withTypedParameters } from '../../sql/typed-parameters';
import type { WorkloadEntry } from '../types';

/** What frames the statements of every application, and the plans that plancliff asks for: nobody looks for them. */
const framing = new Set([
  'begin',
  'start',
  'commit',
  'end',
  'rollback',
  'abort',
  'savepoint',
  'release',
  'explain',
]);

export interface QueriesOfUsers {
  readonly entries: readonly WorkloadEntry[];
  /** Other statements that cannot be planned: SET, CREATE ROLE with its password, texts that were cut. */
  readonly unplannable: number;
}

/**
 * The statements of a workload that can be planned and read tables of the users, or at least no catalog: what plancliff and
 * other tools ask of the catalogs is nobody's workload. Times are rounded to microseconds.
 */
export async function queriesOfUsers(entries: readonly WorkloadEntry[]): Promise<QueriesOfUsers> {
  const kept: WorkloadEntry[] = [];
  let unplannable = 0;
  for (const entry of entries) {
    const sql = await withTypedParameters(entry.sql).catch(() => entry.sql);
    const plannable = await checkPlannable(sql);
    if (!plannable.ok) {
      if (!framing.has((await firstWord(sql)) ?? '')) unplannable += 1;
    } else if (plannable.tables.length > 0 && !plannable.tables.some(isCatalog)) {
      const { calls, totalMs, meanMs } = entry;
      kept.push({ ...entry, calls, totalMs: rounded(totalMs), meanMs: rounded(meanMs) });
    }
  }
  return { entries: kept, unplannable };
}

const isCatalog = (name: string): boolean =>
  /^(pg_|information_schema\b)/.test(name) || /\.pg_/.test(name);

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1_000) / 1_000;
