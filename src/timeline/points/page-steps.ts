import { parseMemory } from '../../plan/memory';
import type { Settings } from '../../plan/types';

/** Sizes of tables and indexes from which on the planner counts otherwise. */
export interface PageSteps {
  /** Pages of a table from which on it has one worker more, rising. */
  readonly pages: readonly number[];
  /** Pages of an index, or of the part of it that is read, from which on the same is true of a scan by it, rising. */
  readonly indexPages: readonly number[];
  /** Cost below which no parallel plan is chosen. */
  readonly setupCost: number;
  /**
   * Pages of all tables of a statement from which on some of those that it reads again count as read from disk again
   * (`effective_cache_size`; index_pages_fetched, costsize.c).
   */
  readonly cached: number;
}

/** Stock values, the same in all majors (guc_tables.c); sizes in pages. */
const stock = { scanSize: 1024, indexScanSize: 64, workers: 2, setupCost: 1000, cached: 524_288 };

/** INT_MAX: beyond it compute_parallel_worker stops. */
const mostPages = 2 ** 31 - 1;

/**
 * Mirrors compute_parallel_worker (src/backend/optimizer/path/allpaths.c): a worker from
 * `min_parallel_table_scan_size` or `min_parallel_index_scan_size` on and one more at each threefold size, at most
 * `max_parallel_workers_per_gather`.
 *
 * @param settings as `show` prints them; those that are absent have their stock value
 */
export function pageSteps(settings: Settings): PageSteps {
  const cached = settings['effective_cache_size'];
  const most = Number(settings['max_parallel_workers_per_gather'] ?? stock.workers);
  return {
    pages: stepsFrom(settings['min_parallel_table_scan_size'], stock.scanSize, most),
    indexPages: stepsFrom(settings['min_parallel_index_scan_size'], stock.indexScanSize, most),
    setupCost: Number(settings['parallel_setup_cost'] ?? stock.setupCost),
    cached: cached === undefined ? stock.cached : pagesOf(cached),
  };
}

function stepsFrom(setting: string | undefined, usual: number, most: number): readonly number[] {
  const first = Math.max(1, setting === undefined ? usual : pagesOf(setting));
  return Array.from({ length: most }, (_, k) => first * 3 ** k).filter(
    (pages) => pages <= mostPages,
  );
}

/** Pages of 8 kB of a size as `show` prints it (`8MB`, `512kB`), or as a bare number of pages. */
function pagesOf(size: string): number {
  return /^\s*\d+\s*$/.test(size) ? Number(size) : Math.round((parseMemory(size) ?? 0) / 8192);
}
