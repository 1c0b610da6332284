import { type Settings, withoutIndexes } from './denial';
import type { Replan } from './measure-change';
import { type OccurrenceChange, sameOccurrence, usesIndex } from './occurrences';
import type { TimelinePoint } from './types';

const workers = 'max_parallel_workers_per_gather';

/** In the order in which they are tried: what comes in a step before what merely weighs. */
const candidates: readonly { readonly name: string; readonly moved: string }[] = [
  { name: workers, moved: '0' },
  { name: 'effective_cache_size', moved: '1TB' },
  { name: 'work_mem', moved: '1GB' },
  { name: 'random_page_cost', moved: '1.1' },
];

/**
 * Just after a change any small help tips the balance back. A setting is decisive if, moved, it also makes
 * one side clearly cheaper than the other, so that the change would move far and not by a few rows.
 */
const clearly = 0.8;

/** The setting that, moved, gives an occurrence its index back just after it was lost. */
export async function decisiveSetting(
  change: OccurrenceChange,
  after: TimelinePoint,
  replan: Replan,
): Promise<string | undefined> {
  for (const { name, moved } of candidates) {
    const settings: Settings = { [name]: moved };
    if (name === workers && !isParallel(after)) continue;
    const outcome = await replan(after, settings);
    if (!outcome.ok) continue;
    const access = sameOccurrence(change.after, outcome.plan);
    if (access === undefined || !usesIndex(access)) continue;
    const { cost } = outcome.plan;
    const rival =
      name === workers
        ? await costWith(after, { ...settings, ...withoutIndexes }, replan)
        : after.plan.cost;
    if (rival !== undefined && cost < rival * clearly) return name;
  }
  return undefined;
}

async function costWith(
  point: TimelinePoint,
  settings: Settings,
  replan: Replan,
): Promise<number | undefined> {
  const outcome = await replan(point, settings);
  return outcome.ok ? outcome.plan.cost : undefined;
}

function isParallel(point: TimelinePoint): boolean {
  return JSON.stringify(point.plan.document.root).includes('"Workers Planned"');
}
