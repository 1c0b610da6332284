import type { Batch } from './batch';
import { crossover } from './crossover';
import { finestOf, recheck } from './recheck';
import { type History, neighbours, type Neighbours, pointsOf } from './history';
import { isNarrow, sharedMiddle } from './midpoint';

/** All that the choice of points depends on: never the timing of a round. */
export interface Search {
  readonly histories: readonly History[];
  readonly precision: number;
  /** Scales of the first grid, and those that made it finer. */
  readonly coarse: Set<number>;
}

/**
 * Points that stand so far from their neighbours are few, and bringing the tables to one costs more than
 * planning there: every case is planned at them, which makes the first grid finer for all at next to no price.
 */
const apart = 1.7;

interface NextPoint {
  readonly history: History;
  readonly from: number;
  readonly to: number;
  readonly point: number;
}

/**
 * The next round of a sweep: one point in every gap in which a case's access changes, or may. Adds the
 * points that stand far apart to the coarse grid.
 */
export function choosePoints(search: Search): Batch {
  const { histories, coarse } = search;
  const nextPoints = histories.flatMap((history) => nextPointsOf(history, search));
  for (const { from, point, to } of nextPoints) {
    if (Math.min(point / from, to / point) > apart) coarse.add(point);
  }
  const scales = [...new Set(nextPoints.map((each) => each.point))].sort((a, b) => a - b);
  return new Map(
    scales.map((scale) => [
      scale,
      histories
        .filter(
          (history) =>
            !history.outcomes.has(scale) &&
            ((coarse.has(scale) && pointsOf(history).length > 0) ||
              nextPoints.some(
                (each) => each.history === history && each.from < scale && scale < each.to,
              )),
        )
        .map((history) => history.case),
    ]),
  );
}

function nextPointsOf(history: History, search: Search): NextPoint[] {
  return neighbours(pointsOf(history)).flatMap((pair) => {
    const point = pointBetween(pair, history, search);
    return point === undefined || history.outcomes.has(point)
      ? []
      : [{ history, from: pair.from.scale, to: pair.to.scale, point }];
  });
}

function pointBetween(
  pair: Neighbours,
  { runnersUp }: History,
  { coarse, precision }: Search,
): number | undefined {
  const { from, to } = pair;
  if (from.plan.accessSignature === to.plan.accessSignature) {
    return recheck(pair, runnersUp, coarse, precision);
  }
  if (isNarrow(from.scale, to.scale, precision)) return undefined;
  // As long as the grid is coarse, the middle serves all cases; from there on, each its own change.
  return to.scale / from.scale < finestOf(precision)
    ? crossover(pair, runnersUp, precision)
    : sharedMiddle(from.scale, to.scale, precision);
}
