import type { EngineContext, World } from '../engine/types';
import type { Measurements, SampledPlans } from '../findings/evidence';
import type { PlanAt, Timeline } from '../timeline/types';
import type { StatisticsSource } from '../trial/server/statistics';

/** The virtual tables of the fresh condition. */
export interface FreshTables {
  readonly context: EngineContext;
  readonly world: World;
  readonly statistics: StatisticsSource;
}

/** How the plans of timelines are run. */
export interface Measuring {
  /** Row counts at which the planner's statistics are wanted. */
  readonly sizes: readonly number[];
  readonly run: (
    of: FreshTables,
    timelines: readonly Timeline[],
    sampled: readonly SampledPlans[],
  ) => Promise<Measurements>;
}

/**
 * Reads the statistics that are wanted when cases are planned there: to bring the tables to a row count once more takes
 * a second or so. Where that fails it fails again for the trial, which says so.
 */
export function readingStatistics(
  planAt: PlanAt,
  { statistics }: FreshTables,
  { sizes }: Measuring,
): PlanAt {
  return async (scale, cases) => {
    const outcomes = await planAt(scale, cases);
    if (sizes.includes(scale)) await statistics(scale).catch(() => undefined);
    return outcomes;
  };
}
