import type { TimelinePoint } from '../../timeline/types';
import { fitLine } from '../../trial/work/fit-line';

/** Decades at the upper end of an interval that represent it: constants of small tables bend the rest. */
const tailDecades = 2;

/** Points nearer to each other than this ratio count once: bisection crowds them around a change. */
const apart = 1.25;

/** An interval shorter than this ratio says nothing of how a figure grows. */
const shortest = 1.5;

/**
 * Slope of a figure against the row count on log-log axes, by least squares over the last decades of
 * points in rising order: 1 for proportional, 0 for constant, 2 for quadratic. Undefined where the points
 * lie too near each other to tell.
 */
export function slope(
  points: readonly TimelinePoint[],
  figure: (point: TimelinePoint) => number,
  decades = tailDecades,
): number | undefined {
  const spread = thin(tail(points, decades));
  const [first, last] = [spread[0], spread.at(-1)];
  if (first === undefined || last === undefined || last.scale / first.scale < shortest) {
    return undefined;
  }
  const line = fitLine(
    spread.map((point) => ({
      x: Math.log(point.scale),
      y: Math.log(Math.max(figure(point), Number.MIN_VALUE)),
    })),
  );
  return line.slope;
}

/** The points of the last decades. */
function tail(points: readonly TimelinePoint[], decades: number): readonly TimelinePoint[] {
  const end = points.at(-1)?.scale ?? 0;
  // A little more than that many decades, so that a point exactly at their start takes part.
  return points.filter((point) => point.scale >= end / 10 ** decades / 1.001);
}

function thin(points: readonly TimelinePoint[]): readonly TimelinePoint[] {
  const kept: TimelinePoint[] = [];
  for (const point of points) {
    if (point.scale >= (kept.at(-1)?.scale ?? 0) * apart) kept.push(point);
  }
  const last = points.at(-1);
  return last === undefined || kept.at(-1) === last ? kept : [...kept.slice(0, -1), last];
}
