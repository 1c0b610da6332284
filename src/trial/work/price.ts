/**
 * The planner's own prices, as PostgreSQL ships them: `seq_page_cost` and `cpu_tuple_cost`. Not those of the scenario,
 * which are there to move plans: a setting must not change what a plan is found to have done. A page costs the same
 * wherever it lies, because a trial's pages are in memory and EXPLAIN does not say which of them would not be.
 */
const pageCost = 1;
const rowCost = 0.01;

/** The work of a run in cost units: 1 for each page touched or written to a temporary file, 0.01 for each row handled. */
export function price(of: {
  readonly pages: number;
  readonly tempPages: number;
  readonly rowsHandled: number;
}): number {
  return (of.pages + of.tempPages) * pageCost + of.rowsHandled * rowCost;
}
