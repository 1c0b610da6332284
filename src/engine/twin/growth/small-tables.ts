import { relationKey } from '../../../postgres/relation-key';
import { knownRates } from '../../../pull/rates';
import type { Pulled } from '../../../pull/types';
import type { TableSubject } from './types';

/** Fewer rows do not tell at what distances they came. */
const fewestDated = 30;
/** Rows that come independently of each other keep this many mean distances away once in twenty times. */
const longestPause = 3;
/** Of the fastest table's growth, the part from which on a table grows as well. */
const enough = 0.5;

interface Named {
  readonly schema: string;
  readonly name: string;
}

/**
 * Whether something shows that a table of few rows grows: the server or two pulls counted rows that came, or its rows are in the
 * order of a time and the last came no longer ago than rows usually are apart. Countries and settings were all written at once,
 * long ago.
 *
 * @param now in microseconds since 1970
 */
export function growsThoughSmall(
  pulled: Pick<Pulled, 'manifest' | 'statistics' | 'activity' | 'earlier'>,
  now: number,
): (table: Named, subject: TableSubject | undefined) => boolean {
  const rows = new Map(
    pulled.statistics.relations.map((each) => [relationKey(each), each.reltuples]),
  );
  const shares = new Map(
    knownRates(pulled).map((rate) => {
      const key = relationKey(rate);
      return [key, rate.rowsPerMonth / Math.max(1, rows.get(key) ?? 1)] as const;
    }),
  );
  const fastest = Math.max(0, ...shares.values());
  return (table, subject) => {
    const share = shares.get(relationKey(table));
    if (share !== undefined && fastest > 0) return share >= enough * fastest;
    const { clock, rows: count = 0 } = subject ?? {};
    if (clock === undefined || count < fewestDated) return false;
    const pause = now - clock.to;
    return pause <= (longestPause * (clock.to - clock.from)) / count;
  };
}
