import type { Settings } from '../../plan/types';

/** Where the planner adds a parallel worker to the scan of a table. */
export interface WorkerSteps {
  /** Pages of a table from which on it has one worker more, rising. */
  readonly pages: readonly number[];
  /** Cost below which no parallel plan is chosen. */
  readonly setupCost: number;
}

/** Stock values, the same in all majors (guc_tables.c); the first in pages. */
const stock = { scanSize: 1024, workers: 2, setupCost: 1000 };

/** INT_MAX: beyond it compute_parallel_worker stops. */
const mostPages = 2 ** 31 - 1;

/**
 * Mirrors compute_parallel_worker (src/backend/optimizer/path/allpaths.c): a worker from
 * `min_parallel_table_scan_size` on and one more at each threefold size, at most `max_parallel_workers_per_gather`.
 *
 * @param settings as `show` prints them; those that are absent have their stock value
 */
export function workerSteps(settings: Settings): WorkerSteps {
  const scanSize = settings['min_parallel_table_scan_size'];
  const first = Math.max(1, scanSize === undefined ? stock.scanSize : pagesOf(scanSize));
  const most = Number(settings['max_parallel_workers_per_gather'] ?? stock.workers);
  return {
    pages: Array.from({ length: most }, (_, k) => first * 3 ** k).filter(
      (pages) => pages <= mostPages,
    ),
    setupCost: Number(settings['parallel_setup_cost'] ?? stock.setupCost),
  };
}

const units: Readonly<Record<string, number>> = {
  kB: 1 / 8,
  MB: 128,
  GB: 128 * 1024,
  TB: 128 * 1024 ** 2,
};

/** Pages of 8 kB of a size as `show` prints it: `8MB`, `512kB`, `0`. */
function pagesOf(size: string): number {
  const [, number = '0', unit] = /^(\d+) *(\w*)$/.exec(size) ?? [];
  return Math.round(Number(number) * (units[unit ?? ''] ?? 1));
}
