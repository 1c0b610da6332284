import type { Model } from '../../model/types';
import type { Connection } from '../../postgres/types';
import type { Condition, Scenario } from '../../scenario/types';
import type { Approximation } from './approximations';
import type { Once } from './once';

/** What everything reads that makes the tables of one database virtual. */
export interface VirtualContext {
  readonly connection: Connection;
  readonly model: Model;
  readonly condition: Condition;
  /** Number of a sample by chance; 0 for the balanced one. */
  readonly luck: number;
  readonly clock: Scenario['clock'];
  /** The scenario's file, for messages. */
  readonly file: Scenario['file'];
  readonly signal: AbortSignal;
  readonly dataDirectory: string;
  /** Major version of the server. */
  readonly major: number;
  /** `default_statistics_target`. */
  readonly statisticsTarget: number;
  /** Most rows of a sample; `Infinity` for as many as ANALYZE reads. */
  readonly sampleRows: number;
  /** Reports whatever is not modelled faithfully. */
  readonly onApproximation: (of: Approximation) => void;
  readonly once: Once;
}
