import { losesBound } from '../src/findings/changes/lost-bound';
import { changeBetween } from '../src/timeline/ranges';
import { changedOccurrences } from '../src/timeline/occurrences';
import type { Plan } from '../src/plan/types';
import type { Timeline } from '../src/timeline/types';
import type { Change } from './changes';

/** The first row count from which no condition bounds an occurrence any more: a change whose `before` names the occurrence. */
export interface Loss extends Change {
  /** ID of the case. */
  readonly case: string;
}

/** The first loss of each occurrence of a case. */
export function lossesOf({ ranges }: Timeline, id: string): readonly Loss[] {
  const losses = new Map<string, Loss>();
  ranges.slice(1).forEach((range, k) => {
    const last = ranges[k];
    const before = last?.points.at(-1)?.plan;
    const after = range.points[0]?.plan;
    if (last === undefined || before === undefined || after === undefined) return;
    for (const { occurrence, indexes } of lostIn(before, after)) {
      if (losses.has(occurrence)) continue;
      const lost = `${occurrence} by ${indexes.join(', ')}`;
      losses.set(occurrence, {
        of: `${id}: ${lost}`,
        case: id,
        at: changeBetween(last, range),
        before: lost,
        after: '',
      });
    }
  });
  return [...losses.values()];
}

function lostIn(before: Plan, after: Plan) {
  return changedOccurrences(before, after)
    .filter(losesBound)
    .map(({ before: access }) => access);
}
