import type { EngineContext, World } from '../engine/types';
import type { Measurements, SampledPlans } from '../findings/evidence';
import type { Catalog } from '../postgres/catalog/types';
import type { PlanAt, Timeline } from '../timeline/types';
import type { Trial } from '../trial/open-trial';
import type { StatisticsSource } from '../trial/server/statistics';

/** The virtual tables of the fresh condition. */
export interface FreshTables {
  readonly context: EngineContext;
  readonly world: World;
  readonly statistics: StatisticsSource;
}

/** What a trial needs besides the virtual tables. */
export interface TrialInput {
  readonly catalog: Catalog;
  /** Row counts of the driving table; the trial's own where absent. */
  readonly sizes?: readonly number[] | undefined;
}

/** A trial whose tables may be loaded already while the sweep is under way. */
export interface BegunTrial {
  /** To be called when a sweep has planned its cases at a row count. */
  visited(scale: number): Promise<void>;
  /**
   * The trial with its tables loaded. To be called when the sweep of the fresh tables is over.
   *
   * @throws PlancliffError where they cannot be loaded
   */
  loaded(): Promise<Trial>;
  close(): Promise<void>;
}

/** How the plans of timelines are run. */
export interface Measuring {
  readonly input: TrialInput;
  /** To be called when the sweeps are over, with the trial that was begun for the fresh tables. */
  readonly run: (
    of: FreshTables & { readonly begun: BegunTrial },
    timelines: readonly Timeline[],
    sampled: readonly SampledPlans[],
  ) => Promise<Measurements>;
}

/** Tells a trial which row counts were visited, when cases are planned there. */
export function tellingTrial(planAt: PlanAt, trial: BegunTrial): PlanAt {
  return async (scale, cases) => {
    const outcomes = await planAt(scale, cases);
    await trial.visited(scale);
    return outcomes;
  };
}
