import { share } from './amount';
import { checkName, checkOptions, checkShare, parseTime, refuse, show } from './arguments';
import { phases } from './choices';
import { sql, time } from './distributions';
import { float } from './sql-number';
import type { Distribution } from './types';

export interface HeapOrderOptions {
  /** Share of the rows that an update has moved to the end of the table, 0 to 1. */
  readonly moved: number;
  /** Times of the first and the last row, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/**
 * The columns `created` and `updated` of a table whose rows updates have moved to its end, in the order in which they were
 * updated: the other rows stand in the order of their creation, were never updated, and come first. To be spread among the
 * columns, as `phases`.
 */
export function heapOrder<Created extends string, Updated extends string>(
  created: Created,
  updated: Updated,
  options: HeapOrderOptions,
): { readonly [C in Created | Updated]: Distribution } {
  checkOptions('heapOrder', options, ['moved', 'from', 'to']);
  const { moved, from, to } = options;
  checkName('heapOrder', 'created', created);
  if (checkName('heapOrder', 'updated', updated) === (created as string))
    refuse('heapOrder', 'updated', `is '${updated}' too; must be another column`);
  checkShare('heapOrder', 'moved', moved);
  const [start, end] = [from, to].map((at, k) => {
    const parsed = typeof at === 'string' ? parseTime(at) : NaN;
    return Number.isNaN(parsed)
      ? refuse('heapOrder', k === 0 ? 'from' : 'to', `is ${show(at)}; must be an ISO 8601 time`)
      : parsed;
  }) as [number, number];
  if (start >= end) refuse('heapOrder', 'to', `is ${show(to)}; must be after ${show(from)}`);
  const rising = time({ from, to });
  // A row is created some time before it is updated; `i` and `n` are those of the phase.
  const before = sql(
    `timestamptz '${new Date(start).toISOString()}' + u * ((i - 1)::float8 / greatest(1, n - 1)) * ${float((end - start) / 1000)} * interval '1 second'`,
  );
  const columns = (of: Distribution) =>
    ({ [created]: of, [updated]: rising }) as { readonly [C in Created | Updated]: Distribution };
  return phases([
    { upTo: share(1 - moved), columns: columns(rising) },
    { columns: columns(before) },
  ]);
}
