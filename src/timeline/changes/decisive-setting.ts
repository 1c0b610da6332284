import type { AccessPath, Plan } from '../../plan/types';
import { profiles } from '../../scenario/profiles';
import { usesIndex } from '../../plan/disabled-paths';
import { sameOccurrence } from '../occurrences';
import type { Replan, TimelinePoint } from '../types';

const large = profiles['ssd-128gb'];

/**
 * Settings on which the loss of an index may depend, and what a large machine in production has instead of the
 * stock value, in the order in which they are tried. Those that people set come first. `min_parallel_table_scan_size`
 * at nine times the stock value takes two workers away (allpaths.c, `compute_parallel_worker`: one more at each
 * threefold size); where it brings the index back, the loss lies at such a step.
 */
const movedSettings = [
  { name: 'random_page_cost', moved: large.random_page_cost, parallel: false },
  { name: 'work_mem', moved: large.work_mem, parallel: false },
  { name: 'effective_cache_size', moved: large.effective_cache_size, parallel: false },
  { name: 'min_parallel_table_scan_size', moved: '72MB', parallel: true },
  { name: 'max_parallel_workers_per_gather', moved: '0', parallel: true },
] as const;

/**
 * The setting that, moved, brings the index of a full scan back; undefined where none does, or where the scan
 * is none any more.
 *
 * @param point well past the loss: just after it any small help tips the balance back
 */
export async function decisiveSetting(
  scan: AccessPath,
  point: TimelinePoint,
  replan: Replan,
): Promise<string | undefined> {
  if (isIndexed(scan, point.plan)) return undefined;
  for (const { name, moved, parallel } of movedSettings) {
    if (parallel && !isParallel(point.plan)) continue;
    const outcome = await replan(point, { [name]: moved });
    if (outcome.ok && isIndexed(scan, outcome.plan)) return name;
  }
  return undefined;
}

function isParallel({ document }: Plan): boolean {
  return JSON.stringify(document.root).includes('"Workers Planned"');
}

function isIndexed(scan: AccessPath, plan: Plan): boolean {
  const access = sameOccurrence(scan, plan);
  return access !== undefined && usesIndex(access);
}
