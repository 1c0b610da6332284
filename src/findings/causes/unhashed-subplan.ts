import type { Plan } from '../../plan/types';
import { formatBytes, rowsText } from '../../text/figures';
import { nodesOf } from '../../plan/nodes';
import { hashMemory } from '../../plan/memory';
import { allPoints } from '../changes/row-count-interval';
import type { CauseRule } from './subject';

/** The result of a subquery no longer fits in work_mem, and is read again for each row (subselect.c, subplan_is_hashable). */
export const unhashedSubplanCause: CauseRule = ({ timeline, point, settings }) => {
  if (!hasSubplan(point.plan, false)) return [];
  const points = allPoints(timeline).filter(({ scale }) => scale <= point.scale);
  const last = points.findLast(({ plan }) => hasSubplan(plan, true) && !hasSubplan(plan, false));
  const first = points.find(({ scale }) => last !== undefined && scale > last.scale);
  if (last === undefined || first === undefined) return [];
  const limit = formatBytes(hashMemory(settings));
  return [
    `${placeText(last.scale, first.scale)} the planner stops hashing the subquery: by its estimates the result no longer fits in ${limit} (work_mem × hash_mem_multiplier), and it is read again for each row.`,
  ];
};

/** A change that was located to a few percent has one row count. */
function placeText(last: number, first: number): string {
  if (first > 1.1 * last) return `Between ${rowsText(last)} and ${rowsText(first)}`;
  return `At ${rowsText(Math.round(Math.sqrt(last * first)))}`;
}

function hasSubplan({ document }: Plan, hashed: boolean): boolean {
  const form = hashed ? /\bhashed SubPlan\b/ : /(?<!hashed )(?<!EXISTS\()\bSubPlan\b/;
  return nodesOf(document.root).some(
    ({
      node: {
        properties: { Filter: filter },
      },
    }) => (typeof filter === 'string' ? form.test(filter) : false),
  );
}
