import { measuredCase, type Measurements } from '../findings/evidence';
import { whyNotRun } from '../findings/work/not-run';
import { worthwhile } from '../findings/work/outgrows';
import { entryName } from '../snapshot/entry-order';
import { few } from '../snapshot/compare/change-notes';
import { formatRows } from '../text/row-count';
import type { Timeline } from '../timeline/types';

/**
 * What to say of plans that the trial could not run, and that cost enough to matter: that they have no finding, or a small
 * one, follows from the planner's estimates alone.
 */
export function unrunPlans(
  timelines: readonly Timeline[],
  measurements: Measurements,
): readonly string[] {
  const found = timelines.flatMap((timeline) => {
    const measured = measuredCase(measurements, timeline);
    if (measured === undefined) return [];
    return timeline.ranges.flatMap((range) => {
      const cost = range.points.at(-1)?.plan.cost ?? 0;
      if (cost < worthwhile || whyNotRun(range, measured) === undefined) return [];
      return [`${entryName(timeline)} from ${formatRows(range.from)}`];
    });
  });
  if (found.length === 0) return [];
  return [
    `plans that no trial could run, judged by the planner's estimates and by bounds: ${few(found)}`,
  ];
}
