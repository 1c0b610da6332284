import { type History, pointsOf, probedBeyond } from './history';
import { type Decision, decisiveSetting, type Loss } from './decisive-setting';
import { type Figures, measureChange } from './measure-change';
import type { RelationRows, Replan } from './types';
import { changeBetween, rangesOf } from './ranges';
import type { Change, TimelinePoint, TimelineRange } from './types';

/** A change whose figures are still to be found, at the scale just after it. */
export interface Unpriced {
  readonly history: History;
  readonly before: TimelinePoint;
  readonly after: TimelinePoint;
}

/** Finds out what each change costs, once, and remembers it. */
export interface PriceBook {
  /**
   * Prices the change below a point that was just planned, if the gap is so small that the point may well
   * stay the first after the change: to bring the tables back here later costs as much as a new point.
   */
  whilePassing(history: History, scale: number): Promise<void>;
  price(change: Unpriced): Promise<void>;
  /** Changes of a case that were not priced in passing. */
  unpriced(history: History): readonly Unpriced[];
  /** Scales at which to probe before it is sure on which settings a case's losses hang. */
  undecided(history: History): readonly number[];
  changes(history: History, ranges: readonly TimelineRange[]): readonly Change[];
}

export function openPriceBook(options: {
  readonly precision: number;
  readonly replan: Replan;
  readonly relationRows: RelationRows;
}): PriceBook {
  const { precision, replan, relationRows } = options;
  const figures = new Map<string, Figures>();

  const price = async (change: Unpriced): Promise<void> => {
    const key = keyOf(change);
    if (figures.has(key)) return;
    figures.set(key, await measureChange(change.before, change.after, replan, relationRows));
  };

  return {
    price,
    async whilePassing(history, scale) {
      const points = pointsOf(history);
      const index = points.findIndex((point) => point.scale === scale);
      const [before, after] = [points[index - 1], points[index]];
      if (before === undefined || after === undefined) return;
      const differs = before.plan.accessSignature !== after.plan.accessSignature;
      const near = after.scale / before.scale <= (1 + precision) ** 4;
      if (differs && near) await price({ history, before, after });
    },
    unpriced(history) {
      return edges(rangesOf(pointsOf(history), precision).ranges)
        .map(([before, after]) => ({ history, before, after }))
        .filter((change) => !figures.has(keyOf(change)));
    },
    undecided(history) {
      const { ranges } = rangesOf(pointsOf(history), precision);
      return edges(ranges).flatMap(([before, after]) => {
        const loss = figures.get(keyOf({ history, before, after }))?.loss;
        const { probeAt } = loss === undefined ? {} : decisionOn(loss, history);
        return probeAt === undefined || history.probed.has(probeAt) ? [] : [probeAt];
      });
    },
    changes(history, ranges) {
      return edges(ranges).map(([before, after], i): Change => {
        const known: Figures = figures.get(keyOf({ history, before, after })) ?? {
          chosenCost: after.plan.cost,
        };
        const { loss, ...rest } = known;
        const { setting } = loss === undefined ? {} : decisionOn(loss, history);
        return {
          at: changeBetween(ranges[i] as TimelineRange, ranges[i + 1] as TimelineRange),
          ...rest,
          ...(setting === undefined ? {} : { setting }),
        };
      });
    },
  };
}

function decisionOn(loss: Loss, history: History): Decision {
  return decisiveSetting(loss, probedBeyond(history, loss.scale));
}

/** The last point before and the first point after each change. */
function edges(ranges: readonly TimelineRange[]): [TimelinePoint, TimelinePoint][] {
  return ranges.slice(1).map((range, i) => {
    const before = (ranges[i] as TimelineRange).points.at(-1);
    return [before as TimelinePoint, range.points[0] as TimelinePoint];
  });
}

function keyOf({ history, before, after }: Unpriced): string {
  return JSON.stringify([history.case.id, after.scale, before.plan.accessSignature]);
}
