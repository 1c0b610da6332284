import type { Settings } from './denial';
import type { Replan } from './measure-change';
import { type OccurrenceChange, usesIndex } from './occurrences';
import type { TimelinePoint } from './types';

interface Candidate {
  readonly name: string;
  readonly moved: string;
  /** Whether the setting had a say in the plan at all; a near-tie is tipped by anything. */
  applies(before: TimelinePoint, after: TimelinePoint): boolean;
}

/** In the order in which they are tried: what steps comes before what merely weighs. */
const candidates: readonly Candidate[] = [
  {
    name: 'max_parallel_workers_per_gather',
    moved: '0',
    // A full scan that workers share is cheaper by a step, when min_parallel_table_scan_size is passed.
    applies: (before, after) => !isParallel(before) && isParallel(after),
  },
  { name: 'effective_cache_size', moved: '1TB', applies: () => true },
  { name: 'work_mem', moved: '1GB', applies: () => true },
  { name: 'random_page_cost', moved: '1.1', applies: () => true },
];

/**
 * Just after a change any small help tips the balance back. A setting is decisive if the plan it brings
 * back is also clearly cheaper than the one chosen, so that the change would move far, not a few rows.
 */
const clearly = 0.8;

/** The setting that, moved, gives an occurrence its index back just after it was lost. */
export async function decisiveSetting(
  change: OccurrenceChange,
  before: TimelinePoint,
  after: TimelinePoint,
  replan: Replan,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (!candidate.applies(before, after)) continue;
    const settings: Settings = { [candidate.name]: candidate.moved };
    const outcome = await replan(after, settings);
    if (!outcome.ok) continue;
    const access = outcome.plan.accesses.find((a) => a.occurrence === change.after.occurrence);
    const restored = access !== undefined && usesIndex(access);
    const stepped = candidate.name === 'max_parallel_workers_per_gather';
    if (restored && (stepped || outcome.plan.cost < after.plan.cost * clearly)) {
      return candidate.name;
    }
  }
  return undefined;
}

function isParallel(point: TimelinePoint): boolean {
  return JSON.stringify(point.plan.document.root).includes('"Workers Planned"');
}
