/** A plan of the diagram: the letter of its cells, and how it reads each relation. */
export interface DiagramPlan {
  readonly letter: string;
  /** As snapshots write accesses. */
  readonly accesses: readonly string[];
}

/** Access paths of one query over row counts and selectivities of one of its parameters. */
export interface Diagram {
  readonly scenario: string;
  readonly query: string;
  readonly case: string;
  readonly driving: string;
  /** The parameter whose value moves, from 1. */
  readonly parameter: number;
  /** What it is compared with, e.g. `orders.placed_at >=`. */
  readonly condition: string;
  /** Rows of the driving table, one for each column of the grid, rising. */
  readonly scales: readonly number[];
  /** Shares of the table's rows that the condition keeps by the planner's estimate, one for each row, falling. */
  readonly shares: readonly number[];
  /** Letters by row, then column; `.` where no value keeps about that share. */
  readonly cells: readonly (readonly string[])[];
  /** In the order of their first cell, from the fewest rows on. */
  readonly plans: readonly DiagramPlan[];
  /** Cells that were planned; the others have the plan of those around them. */
  readonly planned: number;
  readonly serverVersion: string;
}

export const noValue = '.';
