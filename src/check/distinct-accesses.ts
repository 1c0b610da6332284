import { usesIndex } from '../plan/disabled-paths';
import type { Timeline, TimelinePoint } from '../timeline/types';

/** An access of a case, with the largest scale at which one of its timelines has it. */
export interface DistinctAccess {
  readonly signature: string;
  readonly point: TimelinePoint;
}

/** Fewer rows than this are read in no time, and in full by any sane planner. */
const smallTable = 5_000;

/**
 * The accesses of a case over all its timelines, in the order of their row counts. Scans in full that only small tables
 * have are left out.
 */
export function distinctAccesses(timelines: readonly Timeline[]): readonly DistinctAccess[] {
  const largest = new Map<string, TimelinePoint>();
  for (const { points } of timelines.flatMap(({ ranges }) => ranges)) {
    for (const point of points) {
      const { accessSignature } = point.plan;
      const known = largest.get(accessSignature);
      if (known === undefined || known.scale < point.scale) largest.set(accessSignature, point);
    }
  }
  const all = [...largest].map(([signature, point]) => ({ signature, point }));
  const grown = all.filter(
    ({ point }) => point.scale >= smallTable || point.plan.accesses.some(usesIndex),
  );
  return (grown.length === 0 ? all : grown).toSorted((a, b) => a.point.scale - b.point.scale);
}
