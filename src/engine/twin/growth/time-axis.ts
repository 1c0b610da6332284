import { PlancliffError } from '../../../errors';
import { relationKey } from '../../../postgres/relation-key';
import { knownRates } from '../../../pull/rates';
import type { Pulled } from '../../../pull/types';
import type { Overrides } from './overrides';

/** An axis of time: the fastest table is its measure. */
export interface TimeAxis {
  /** Growth of the fastest table in a month, as a share of its rows today. */
  readonly fastest: number;
  /** Growth of a table, as a share of that; 0 for one that does not grow, undefined where no rate is known. */
  readonly paceOf: (table: {
    readonly schema: string;
    readonly name: string;
  }) => number | undefined;
}

/** Tables of fewer rows double in no time, and measure nothing. */
const fewestRows = 1_000;

/**
 * @throws PlancliffError `usage` where no rate of any table is known, or none grows
 */
export function timeAxisOf(pulled: Pulled, overrides: Overrides): TimeAxis {
  const rates = new Map(
    knownRates(pulled).map((rate) => [relationKey(rate), rate.rowsPerMonth] as const),
  );
  const shares = new Map<string, number>();
  let fastest = 0;
  for (const { schema, name, kind, reltuples } of pulled.statistics.relations) {
    if (kind === 'index') continue;
    const key = relationKey({ schema, name });
    const said = overrides.table(schema, name);
    const rate = typeof said === 'number' ? said : rates.get(key);
    if (rate === undefined) continue;
    const share = rate / Math.max(1, reltuples);
    shares.set(key, share);
    if (reltuples >= fewestRows || typeof said === 'number') fastest = Math.max(fastest, share);
  }
  if (fastest <= 0) {
    throw new PlancliffError('usage', {
      message: 'no rate is known at which the tables grow',
      reason:
        'the server says since when it counts rows only after statistics were reset, and the folder has no earlier pull.',
      hint: 'Pull twice into one folder, some days apart; or write rows a month into its growth.json.',
    });
  }
  return {
    fastest,
    paceOf: (table) => {
      const share = shares.get(relationKey(table));
      return share === undefined ? undefined : share / fastest;
    },
  };
}
