/**
 * Cases that are swept exactly and run on loaded rows. A scan is budgeted in counts and not by a clock, so that two scans of
 * one schema say the same: the more tables were planned, the fewer are tried after it.
 *
 * @param tables of the model that was planned
 */
export function mostSuspects(tables: number): number {
  return tables <= 20 ? 8 : 6;
}
