import { relationKey } from '../postgres/relation-key';
import type { Pulled } from './types';

/** How fast a table grows. */
export interface TableRate {
  readonly schema: string;
  readonly name: string;
  /** Rows that it gains in a month of 30 days; below 0 where it shrinks. */
  readonly rowsPerMonth: number;
  /** Since when that was counted, as `YYYY-MM-DD`. */
  readonly since: string;
}

const month = 30 * 86_400_000;
/** What was counted for less than this says nothing of a month. */
const shortest = 3_600_000;

/** Rates by the rows that two pulls found. */
export function ratesBetween(
  earlier: Pick<Pulled, 'manifest' | 'statistics'>,
  later: Pick<Pulled, 'manifest' | 'statistics'>,
): readonly TableRate[] {
  return ratesOf({ clock: earlier.manifest.clock, relations: earlier.statistics.relations }, later);
}

interface Then {
  readonly clock: string;
  readonly relations: readonly {
    readonly schema: string;
    readonly name: string;
    readonly reltuples: number;
  }[];
}

function ratesOf(
  earlier: Then,
  later: Pick<Pulled, 'manifest' | 'statistics'>,
): readonly TableRate[] {
  const time = Date.parse(later.manifest.clock) - Date.parse(earlier.clock);
  if (!(time >= shortest)) return [];
  const before = new Map(earlier.relations.map((each) => [relationKey(each), each.reltuples]));
  return later.statistics.relations.flatMap(({ schema, name, kind, reltuples }) => {
    const then = before.get(relationKey({ schema, name }));
    if (kind !== 'table' || then === undefined || then < 0 || reltuples < 0) return [];
    const since = earlier.clock.slice(0, 10);
    return [{ schema, name, since, rowsPerMonth: Math.round(((reltuples - then) / time) * month) }];
  });
}

/** Rates by the earlier pull of a folder; where it has none, by what the server counted. */
export function knownRates(
  pulled: Pick<Pulled, 'manifest' | 'statistics' | 'activity' | 'earlier'>,
): readonly TableRate[] {
  const { earlier } = pulled;
  if (earlier === undefined) return ratesOfActivity(pulled);
  const relations = earlier.tables.map(({ schema, name, rows }) => ({
    schema,
    name,
    reltuples: rows,
  }));
  return ratesOf({ clock: earlier.clock, relations }, pulled);
}

/** Rates by the rows inserted less those deleted since the server began to count. */
export function ratesOfActivity({ activity }: Pick<Pulled, 'activity'>): readonly TableRate[] {
  const { since, until, tables } = activity;
  if (since === undefined) return [];
  const time = Date.parse(until) - Date.parse(since);
  if (!(time >= shortest)) return [];
  return tables.map(({ schema, name, inserted, deleted }) => ({
    schema,
    name,
    since: since.slice(0, 10),
    rowsPerMonth: Math.round(((inserted - deleted) / time) * month),
  }));
}
