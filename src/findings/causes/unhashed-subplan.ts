import type { Plan } from '../../plan/types';
import { rowsText } from '../../text/figures';
import { nodesOf } from '../../plan/nodes';
import { allPoints } from '../changes/row-count-interval';
import type { CauseRule } from './subject';

/** The result of a subquery no longer fits in work_mem, and is read again for each row (subselect.c, subplan_is_hashable). */
export const unhashedSubplanCause: CauseRule = ({ timeline, point, settings }) => {
  if (!hasSubplan(point.plan, false)) return [];
  const points = allPoints(timeline).filter(({ scale }) => scale <= point.scale);
  const last = points.findLast(({ plan }) => hasSubplan(plan, true) && !hasSubplan(plan, false));
  const first = points.find(({ scale }) => last !== undefined && scale > last.scale);
  if (last === undefined || first === undefined) return [];
  return [
    `Between ${rowsText(last.scale)} and ${rowsText(first.scale)} the planner stops hashing the subquery: by its estimates the result no longer fits in work_mem (${settings['work_mem'] ?? '4MB'}), and it is read again for each row.`,
  ];
};

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
