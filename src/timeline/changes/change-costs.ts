import { type History, pointsOf } from '../points/history';
import { type Figures, measureChange } from './measure-change';
import { leadingChange, losesIndex } from '../occurrences';
import { changeBetween, rangesOf } from '../ranges';
import type { Change, RelationRows, Replan, TimelinePoint, TimelineRange } from '../types';
import type { AccessPath } from '../../plan/types';

/** A change whose figures are still to be found, at the scale just after it. */
export interface Uncosted {
  readonly history: History;
  readonly before: TimelinePoint;
  readonly after: TimelinePoint;
}

/** A change that takes an index away from a scan. */
export interface Loss extends Uncosted {
  /** The full scan that takes its place. */
  readonly scan: AccessPath;
}

/** Finds out what each change costs, once, and remembers it. */
export interface ChangeCosts {
  /**
   * Finds the costs of the change below a point that was just planned, if the gap is so small that the point may
   * well stay the first after the change: to bring the tables back here later takes as long as a new point.
   */
  costAtVisit(history: History, scale: number): Promise<void>;
  find(change: Uncosted): Promise<void>;
  /** Changes of a case whose costs were not found during a visit. */
  uncosted(history: History): readonly Uncosted[];
  /** Changes of a case that lose an index. */
  losses(history: History): readonly Loss[];
  /** Remembers the setting on which a loss depends. */
  dependsOn(loss: Loss, setting: string): void;
  changes(history: History, ranges: readonly TimelineRange[]): readonly Change[];
}

export function openChangeCosts(options: {
  readonly precision: number;
  readonly replan: Replan;
  readonly relationRows: RelationRows;
}): ChangeCosts {
  const { precision, replan, relationRows } = options;
  const figures = new Map<string, Figures>();
  const settings = new Map<string, string>();

  const changesOf = (history: History): readonly Uncosted[] =>
    edges(rangesOf(pointsOf(history), precision).ranges).map(([before, after]) => ({
      history,
      before,
      after,
    }));

  const find = async (change: Uncosted): Promise<void> => {
    const key = keyOf(change);
    if (figures.has(key)) return;
    figures.set(key, await measureChange(change.before, change.after, replan, relationRows));
  };

  return {
    find,
    async costAtVisit(history, scale) {
      const points = pointsOf(history);
      const index = points.findIndex((point) => point.scale === scale);
      const [before, after] = [points[index - 1], points[index]];
      if (before === undefined || after === undefined) return;
      const differs = before.plan.accessSignature !== after.plan.accessSignature;
      const near = after.scale / before.scale <= (1 + precision) ** 4;
      if (differs && near) await find({ history, before, after });
    },
    uncosted: (history) => changesOf(history).filter((change) => !figures.has(keyOf(change))),
    losses: (history) =>
      changesOf(history).flatMap((change) => {
        const leading = leadingChange(change.before.plan, change.after.plan);
        return leading !== undefined && losesIndex(leading)
          ? [{ ...change, scan: leading.after }]
          : [];
      }),
    dependsOn: (loss, setting) => settings.set(keyOf(loss), setting),
    changes(history, ranges) {
      return edges(ranges).map(([before, after], i): Change => {
        const key = keyOf({ history, before, after });
        const setting = settings.get(key);
        return {
          at: changeBetween(ranges[i] as TimelineRange, ranges[i + 1] as TimelineRange),
          ...(figures.get(key) ?? { chosenCost: after.plan.cost }),
          ...(setting === undefined ? {} : { setting }),
        };
      });
    },
  };
}

/** The last point before and the first point after each change. */
function edges(ranges: readonly TimelineRange[]): [TimelinePoint, TimelinePoint][] {
  return ranges.slice(1).map((range, i) => {
    const before = (ranges[i] as TimelineRange).points.at(-1);
    return [before as TimelinePoint, range.points[0] as TimelinePoint];
  });
}

function keyOf({ history, before, after }: Uncosted): string {
  return JSON.stringify([history.case.id, after.scale, before.plan.accessSignature]);
}
