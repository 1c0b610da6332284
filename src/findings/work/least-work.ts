import type { MeasuredResult } from './result';
import type { Work } from './work';

/** Pages by which an index finds one place: root, inner pages, leaf, and the row's own. */
const descent = 4;

/** Pages and rows for one row of the result: its page, and the row in the planner's price. */
const eachRow = 1.01;

/**
 * The least that any plan can need: a descent in each relation, and the result's rows from one of them. The others may
 * take part with a row or two, as a subplan or a small table does.
 */
export function bareWork({ occurrences }: Work, result: MeasuredResult, rows: number): number {
  return occurrences * descent + eachRow * result.rows.at(rows);
}

/** The work that an ideal plan needs at a row count: a descent and the result's rows, in each relation. */
export function leastWork({ occurrences }: Work, result: MeasuredResult, rows: number): number {
  return occurrences * (descent + eachRow * result.rows.at(rows));
}
