import type { ColumnStatistics } from '../../../pull/types';
import type { ColumnSubject, GrowColumn } from './types';

/** A state that a larger share of the rows is in does not pass. */
const largest = 0.2;

/**
 * States that rows leave again, such as `pending` or `closed_at is null`: as many rows are in them as before, so their
 * share falls as the table grows. One reading of a database cannot see that: two can, or somebody knows; else a partial
 * index on the state says that somebody expects few rows in it, and is believed. The other values take what it leaves.
 *
 * Measured: states that pass were 6 of 11 wrong plans where every state kept its share.
 *
 * @param grow what the rule of the column makes of it
 * @returns undefined where no state of the column passes
 */
export function withBacklog(
  { statistics, passing: states }: Pick<ColumnSubject, 'statistics' | 'passing'>,
  grow: GrowColumn,
): GrowColumn | undefined {
  const { most_common_vals = [], most_common_freqs = [], null_frac } = statistics;
  // A partial index is a hint; who counted knows.
  const isPassing = (value: string | null, share: number): boolean =>
    states.some(
      ({ state, because }) =>
        state === value && (share <= largest || (because !== 'partial index' && share < 1)),
    );
  const passing = new Set(
    most_common_vals.filter((value, k) => isPassing(value, most_common_freqs[k] ?? 1)),
  );
  const nullsPass = null_frac > 0 && isPassing(null, null_frac);
  if (!nullsPass && passing.size === 0) return undefined;
  return (growth) => shrunk(grow(growth), { passing, nullsPass, by: growth.table });
}

interface Passing {
  readonly passing: ReadonlySet<string>;
  readonly nullsPass: boolean;
  readonly by: number;
}

function shrunk(
  statistics: ColumnStatistics,
  { passing, nullsPass, by }: Passing,
): ColumnStatistics {
  const { most_common_vals = [], most_common_freqs = [], null_frac } = statistics;
  const passes = most_common_vals.map((value) => passing.has(value));
  const before =
    (nullsPass ? null_frac : 0) +
    most_common_freqs.reduce((sum, share, k) => sum + (passes[k] === true ? share : 0), 0);
  // What the passing states leave falls to all others in proportion.
  const others = (1 - before / by) / (1 - before);
  const shares = most_common_freqs.map(
    (share, k) => share * (passes[k] === true ? 1 / by : others),
  );
  // The most common value first, as ANALYZE stores them.
  const order = shares.map((_, k) => k).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  return {
    ...statistics,
    null_frac: null_frac * (nullsPass ? 1 / by : others),
    ...(order.length === 0
      ? {}
      : {
          most_common_vals: order.map((k) => most_common_vals[k] ?? ''),
          most_common_freqs: order.map((k) => shares[k] ?? 0),
        }),
  };
}
