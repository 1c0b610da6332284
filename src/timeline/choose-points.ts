import type { Case } from '../scenario/types';
import { suspect } from './hints';
import { type History, pointsOf } from './history';
import { isNarrow, midpoint } from './midpoint';
import type { TimelinePoint } from './types';

/** Row counts to visit next, in rising order, and the cases to plan at each. */
export type Batch = ReadonlyMap<number, readonly Case[]>;

/**
 * Points that stand so far from their neighbours are few, and bringing the tables to one costs more than
 * planning there: every case is planned at them, which makes the first grid finer for all at next to no price.
 */
const coarse = 1.7;

interface Gap {
  readonly history: History;
  readonly from: number;
  readonly to: number;
  readonly point: number;
}

/**
 * The next round of a sweep: the middle of every gap in which a case's access changes, or may. Depends on
 * nothing but what is known, so that the timing of a round has no say in the next one.
 */
export function choosePoints(histories: readonly History[], precision: number): Batch {
  const gaps = histories.flatMap((history) => openGaps(history, precision));
  const coarseScales = new Set(
    gaps
      .filter(({ from, point, to }) => Math.min(point / from, to / point) > coarse)
      .map((gap) => gap.point),
  );
  const scales = [...new Set(gaps.map((gap) => gap.point))].sort((a, b) => a - b);
  return new Map(
    scales.map((scale) => [
      scale,
      histories
        .filter((history) => !history.outcomes.has(scale))
        .filter(
          (history) =>
            (coarseScales.has(scale) && pointsOf(history).length > 0) ||
            gaps.some((gap) => gap.history === history && gap.from < scale && scale < gap.to),
        )
        .map((history) => history.case),
    ]),
  );
}

function openGaps(history: History, precision: number): Gap[] {
  const points = pointsOf(history);
  return points.slice(1).flatMap((to, i) => {
    const from = points[i] as TimelinePoint;
    const calm = { before: points[i - 1], from, to, after: points[i + 2] };
    const point =
      from.plan.accessSignature === to.plan.accessSignature
        ? suspect(calm, history.margins, precision)
        : isNarrow(from.scale, to.scale, precision)
          ? undefined
          : midpoint(from.scale, to.scale, precision);
    return point === undefined || history.outcomes.has(point)
      ? []
      : [{ history, from: from.scale, to: to.scale, point }];
  });
}
