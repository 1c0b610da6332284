import type { EngineContext } from '../engine/types';
import type { StatisticsSource } from './server/statistics';
import type { IndexMicrosOf } from './sizes/choose-sizes';
import type { Limits } from './types';

export interface TrialOptions extends EngineContext {
  /** Rows of the driving table; `defaultSizes` where absent. Smaller where they do not fit (`chooseSizes`). */
  readonly sizes?: readonly number[] | undefined;
  /** What the indexes of a table take to build; as one b-tree where absent. */
  readonly indexMicros?: IndexMicrosOf;
  /** The planner's statistics at any row count; ANALYZE of all rows, and no attempt by statistics, where absent. */
  readonly statistics?: StatisticsSource | undefined;
  readonly limits?: Partial<Limits>;
}

/** Two keep two cores busy. */
export const atOnce = 2;

/**
 * 10 million rows in a join filter are 100,000 cost units, and take about half a second. Runs of ten times as much still
 * count, and take some seconds: the limit of time is not met on a machine that has much else to do either.
 */
export const usualLimits: Limits = { time: 60_000, work: 100_000 };
