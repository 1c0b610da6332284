import type { Case } from '../../scenario/types';
import type { History } from './history';

/** Row counts to visit next, in rising order, and the cases to plan at each. */
export type Batch = ReadonlyMap<number, readonly Case[]>;

/** A row count at which a case is to be planned. */
export interface Planning {
  readonly scale: number;
  readonly case: Case;
}

/** The row counts at which the case of a history is not planned yet. */
export const unplanned = (history: History, scales: readonly number[]): readonly Planning[] =>
  scales
    .filter((scale) => !history.outcomes.has(scale))
    .map((scale) => ({ scale, case: history.case }));

/** Each case of a row count once. */
export function batchOf(plannings: readonly Planning[]): Batch {
  const batch = new Map<number, Set<Case>>();
  for (const { scale, case: of } of plannings) {
    batch.set(scale, (batch.get(scale) ?? new Set()).add(of));
  }
  const rising = [...batch].sort(([a], [b]) => a - b);
  return new Map(rising.map(([scale, cases]) => [scale, [...cases]]));
}
