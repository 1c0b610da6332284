import type { TimelinePoint, TimelineRange } from './types';

/**
 * Cuts the points of a case, in rising order, into ranges of equal access. A range between two others that
 * is narrower than the precision is left out and counted: what the planner does there for so few row counts
 * is noise of a near-tie, and where it lies would differ from run to run of ANALYZE.
 */
export function rangesOf(
  points: readonly TimelinePoint[],
  precision: number,
): { readonly ranges: readonly TimelineRange[]; readonly folded: number } {
  let ranges = group(points);
  let folded = 0;
  for (let narrow = findNarrow(ranges, precision); narrow > 0;) {
    const kept = ranges.filter((_, i) => i !== narrow);
    ranges = group(kept.flatMap((range) => range.points));
    folded += 1;
    narrow = findNarrow(ranges, precision);
  }
  return { ranges, folded };
}

/** Row count at which one range gives way to the next: between what was planned last and what came first. */
export function changeBetween(before: TimelineRange, after: TimelineRange): number {
  return Math.round(Math.sqrt(before.to * after.from));
}

function group(points: readonly TimelinePoint[]): TimelineRange[] {
  const groups: TimelinePoint[][] = [];
  for (const point of points) {
    const current = groups.at(-1);
    if (current?.[0]?.plan.accessSignature === point.plan.accessSignature) current.push(point);
    else groups.push([point]);
  }
  return groups.map((members) => ({
    from: (members[0] as TimelinePoint).scale,
    to: (members.at(-1) as TimelinePoint).scale,
    points: members,
  }));
}

/** The first range that is too narrow; never the outer ones, which go on beyond what was planned. */
function findNarrow(ranges: readonly TimelineRange[], precision: number): number {
  return ranges.findIndex((range, i) => {
    const before = ranges[i - 1];
    const after = ranges[i + 1];
    if (before === undefined || after === undefined) return false;
    const width = Math.sqrt((after.from * range.to) / (before.to * range.from));
    return width <= 1 + precision;
  });
}
