import type { ProbeGroup } from './make-probes';
import type { Probe } from './probes/types';

export interface ChosenProbes {
  readonly probes: readonly Probe[];
  /** Probes that were made and left out for want of room; equal queries count once. */
  readonly leftOut: number;
  /** Indexes and foreign keys without a query in the run. */
  readonly unprobed: number;
}

/**
 * At most `most` probes: one of each index and foreign key first, then the next of each, and so on. Of equal queries one
 * is kept.
 *
 * @param weight of a table: groups of heavier ones come first in each round
 */
export function chooseProbes(
  groups: readonly ProbeGroup[],
  most: number,
  weight: (table: string) => number = () => 1,
): ChosenProbes {
  const ordered = groups.toSorted((a, b) => weight(b.table) - weight(a.table));
  const seen = new Set<string>();
  const distinct = ordered.map(({ probes }) =>
    probes.filter(({ sql }) => {
      if (seen.has(sql)) return false;
      seen.add(sql);
      return true;
    }),
  );
  const chosen: Probe[] = [];
  const rounds = Math.max(0, ...distinct.map(({ length }) => length));
  for (let round = 0; round < rounds && chosen.length < most; round += 1) {
    for (const probes of distinct) {
      const probe = probes[round];
      if (probe !== undefined && chosen.length < most) chosen.push(probe);
    }
  }
  const probed = new Set(chosen);
  return {
    probes: chosen,
    leftOut: seen.size - chosen.length,
    unprobed: distinct.filter(
      (probes) => probes.length > 0 && !probes.some((each) => probed.has(each)),
    ).length,
  };
}
