/**
 * Cases that are swept and run on loaded rows. A scan is budgeted in counts and not by a clock, so that two scans of one
 * schema say the same: the more tables were planned, the fewer are tried after it.
 *
 * @param tables of the model that was planned
 */
export function mostSuspects(tables: number): number {
  return tables <= 20 ? 8 : 6;
}

/**
 * Rows of the samples that statistics are made from. A third of what ANALYZE reads: a scan looks at a table at four row
 * counts a thousandfold apart, and what it suspects is swept with full samples.
 */
export const sampleRows = 10_000;

/** Rows of the driving table from which suspicious cases are swept: below, reading a table in full is not felt. */
export const sweptFrom = 10_000;
