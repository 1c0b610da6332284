import type { AccessPath, Plan } from '../plan/types';
import { profiles } from '../scenario/profiles';
import { withoutFullScans, withoutIndexes, withoutPenalty } from './denial';
import type { Settings } from './types';
import type { Replan } from './types';
import { sameOccurrence, usesIndex } from './occurrences';
import type { TimelinePoint } from './types';

const large = profiles['ssd-128gb'];

/**
 * Settings on which the loss of an index may hang, and what a large machine in production has instead of the
 * stock value. `min_parallel_table_scan_size` at nine times the stock value takes two workers away
 * (allpaths.c, `compute_parallel_worker`: one more at each threefold size). It stands before the number of
 * workers: where both do as much, the change lies at a step.
 */
export const movedSettings = [
  { name: 'min_parallel_table_scan_size', moved: '72MB', parallel: true },
  { name: 'max_parallel_workers_per_gather', moved: '0', parallel: true },
  { name: 'effective_cache_size', moved: large.effective_cache_size, parallel: false },
  { name: 'work_mem', moved: large.work_mem, parallel: false },
  { name: 'random_page_cost', moved: large.random_page_cost, parallel: false },
] as const;
export type MovedSetting = (typeof movedSettings)[number];

/** How many times dearer a full scan is than an index, by the setting that is moved: above 1 the index would be used. */
export type Margins = ReadonlyMap<MovedSetting['name'], number>;

/** A scan that costs less hurts nobody: its settings are not asked for. */
const cheap = 1000;

/**
 * The margins of every full scan of a plan that an index could stand in for, by occurrence. Taken at the scales
 * of the first grid, where the tables are anyway: how far a setting would move a change is seen only there.
 */
export async function movedMargins(
  point: TimelinePoint,
  replan: Replan,
): Promise<ReadonlyMap<string, Margins>> {
  const found = new Map<string, Margins>();
  for (const scan of point.plan.accesses) {
    if (scan.method !== 'seq' || scan.cost < cheap) continue;
    const indexed = await planOf(point, withoutFullScans, replan);
    if (indexed === undefined || !isIndexed(scan, indexed)) continue;
    found.set(scan.occurrence, await marginsOf(scan, point, replan));
  }
  return found;
}

/** The margins of one full scan. */
export async function marginsOf(
  scan: AccessPath,
  point: TimelinePoint,
  replan: Replan,
): Promise<Margins> {
  const margins = new Map<MovedSetting['name'], number>();
  for (const setting of movedSettings) {
    const margin = await marginWith(setting, scan, point, replan);
    if (margin !== undefined) margins.set(setting.name, margin);
  }
  return margins;
}

/** Undefined where no index could stand in for the scan, or the setting has no say in it. */
async function marginWith(
  { name, moved, parallel }: MovedSetting,
  scan: AccessPath,
  point: TimelinePoint,
  replan: Replan,
): Promise<number | undefined> {
  if (parallel && !isParallel(point.plan)) return undefined;
  const settings: Settings = { [name]: moved };
  const chosen = await planOf(point, settings, replan);
  if (chosen === undefined) return undefined;
  const used = isIndexed(scan, chosen);
  const through = used ? chosen : await planOf(point, { ...settings, ...withoutFullScans }, replan);
  if (through === undefined || !isIndexed(scan, through)) return undefined;
  // Workers are what makes the full scan cheap: without them it costs more. What else is moved helps it little.
  const full = !used
    ? chosen
    : parallel
      ? await planOf(point, { ...settings, ...withoutIndexes }, replan)
      : point.plan;
  if (full === undefined) return undefined;
  const honest = (plan: Plan): number => withoutPenalty(plan.cost, point.plan.cost);
  return honest(full) / honest(through);
}

function isParallel({ document }: Plan): boolean {
  return JSON.stringify(document.root).includes('"Workers Planned"');
}

function isIndexed(scan: AccessPath, plan: Plan): boolean {
  const access = sameOccurrence(scan, plan);
  return access !== undefined && usesIndex(access);
}

async function planOf(
  point: TimelinePoint,
  settings: Settings,
  replan: Replan,
): Promise<Plan | undefined> {
  const outcome = await replan(point, settings);
  return outcome.ok ? outcome.plan : undefined;
}
