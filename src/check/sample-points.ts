import type { Timeline, TimelinePoint } from '../timeline/types';

/** How far from a change a plan is one that another sample should not move, as a factor of row counts. */
const apart = 2;

/** Points of a timeline that are planned under other samples, at most. */
const most = 3;

/**
 * The row counts at which it matters on what a plan depends: the largest, and those some way before and after each change.
 * At a change itself any sample decides.
 */
export function samplePoints({ ranges }: Timeline): readonly TimelinePoint[] {
  const points = ranges.flatMap((range) => range.points);
  const largest = points.at(-1);
  const wanted = ranges.slice(1).flatMap(({ from }, k) => {
    const before = ranges[k]?.to ?? from;
    return [before / apart, from * apart];
  });
  const chosen = new Set(largest === undefined ? [] : [largest]);
  for (const scale of wanted.toReversed()) {
    if (chosen.size >= most) break;
    const near = nearest(points, scale);
    if (near !== undefined) chosen.add(near);
  }
  return [...chosen].toSorted((a, b) => a.scale - b.scale);
}

function nearest(points: readonly TimelinePoint[], scale: number): TimelinePoint | undefined {
  const distance = (point: TimelinePoint): number => Math.abs(Math.log(point.scale / scale));
  const [first] = points.toSorted((a, b) => distance(a) - distance(b));
  // A point of the other side of the change, or far beyond, says nothing of this one.
  return first !== undefined && distance(first) < Math.log(3) ? first : undefined;
}
