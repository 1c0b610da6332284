import { losesBound } from '../src/findings/changes/lost-bound';
import { accessKey } from '../src/plan/access-text';
import { changedOccurrences } from '../src/timeline/occurrences';
import { changeBetween } from '../src/timeline/ranges';
import type { Timeline } from '../src/timeline/types';
import type { Change } from './changes';

/** The first row count from which an occurrence of a table is read otherwise than before. */
export interface OccurrenceChange extends Change {
  /** ID of the case. */
  readonly case: string;
  /** Whether no condition bounds the occurrence from there on, as one did before. */
  readonly isLoss: boolean;
}

/** Changes of a case, occurrence by occurrence. Of losses the first of each occurrence counts, as in an audit. */
export function occurrenceChanges({ ranges }: Timeline, id: string): readonly OccurrenceChange[] {
  const lost = new Set<string>();
  return ranges.slice(1).flatMap((range, k) => {
    const last = ranges[k];
    const before = last?.points.at(-1)?.plan;
    const after = range.points[0]?.plan;
    if (last === undefined || before === undefined || after === undefined) return [];
    return changedOccurrences(before, after).map((pair): OccurrenceChange => {
      const { occurrence, indexes } = pair.before;
      const isLoss = losesBound(pair) && !lost.has(occurrence);
      if (isLoss) lost.add(occurrence);
      return {
        of: `${id}: ${occurrence}${indexes.length > 0 ? ` by ${indexes.join(', ')}` : ''}`,
        case: id,
        at: changeBetween(last, range),
        // What follows a loss differs where two tables change at once.
        before: isLoss ? 'lost' : accessKey(pair.before),
        after: isLoss ? '' : accessKey(pair.after),
        isLoss,
      };
    });
  });
}
