/** What ANALYZE makes of the values of one column of a sample, at any row count. */

/** The values, counted. */
export interface CountedValues {
  /** Rows of the sample. */
  readonly sampled: number;
  readonly nulls: number;
  /** Different values, and those of them that were met more than once. */
  readonly distinct: number;
  readonly repeated: number;
  /** How often each of the commonest repeated ones was met, falling; at most as many as the statistics target. */
  readonly counts: readonly number[];
}

export interface Mirrored {
  /** `stadistinct`: below 0 a share of the rows. */
  readonly distinct: number;
  /** Length of the list of common values, which also settles the histogram: that of all other values. */
  readonly common: number;
}

/**
 * Mirrors compute_scalar_stats (src/backend/commands/analyze.c) as far as the row count has a say in it, for values that
 * are not too wide to be compared. Types without an order ANALYZE counts otherwise.
 *
 * @param rows rows that the table is taken to have
 */
export function mirrorAnalyze(values: CountedValues, rows: number): Mirrored {
  const distinct = storedDistinct(values, rows);
  return { distinct, common: commonValues(values, distinct, rows) };
}

/** Numbers of PostgreSQL's type float4, in which pg_statistic keeps them. */
const float4 = Math.fround;

function storedDistinct(
  { sampled, nulls, distinct, repeated }: CountedValues,
  rows: number,
): number {
  const nullShare = float4(nulls / sampled);
  if (repeated === 0) return float4(-(1 - nullShare));
  if (repeated === distinct) return distinct;
  const seen = { present: sampled - nulls, distinct, once: distinct - repeated };
  return asStored(haasStokes(seen, rows * (1 - nullShare)), rows);
}

/** Values of a sample that are not null. */
export interface SeenValues {
  readonly present: number;
  /** Different ones, and those of them that were met a single time. */
  readonly distinct: number;
  readonly once: number;
}

/**
 * Different values among `all` that are not null, by the estimator of Haas and Stokes: n·d / (n − f1 + f1·n/N), of n
 * values in the sample, d of them different and f1 met once (compute_scalar_stats).
 */
export function haasStokes({ present, distinct, once }: SeenValues, all: number): number {
  const estimate = (present * distinct) / (present - once + (once * present) / all);
  return Math.min(all, Math.max(distinct, estimate));
}

/** An estimate as `stadistinct` has it: a whole number, or a share of the rows where it is more than a tenth of them. */
export function asStored(estimate: number, rows: number): number {
  const whole = float4(Math.floor(estimate + 0.5));
  return whole > 0.1 * rows ? float4(-(whole / rows)) : whole;
}

/** All values where the list has room for them and there seem to be no others; else those that stand out. */
function commonValues(values: CountedValues, distinct: number, rows: number): number {
  const { counts, sampled } = values;
  const complete = counts.length === values.distinct && distinct > 0;
  return complete || sampled === rows ? counts.length : outstanding(values, distinct, rows);
}

/**
 * Mirrors analyze_mcv_list (analyze.c): from the rarest on, values are struck that were met no more often than chance
 * would have it of the mean of all values off the list, by two standard deviations of the hypergeometric distribution.
 */
function outstanding(
  { sampled, nulls, counts }: CountedValues,
  distinct: number,
  rows: number,
): number {
  const values = distinct < 0 ? -distinct * rows : distinct;
  const nullShare = float4(nulls / sampled);
  let kept = counts.length;
  let listed = counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
  while (kept > 0) {
    const count = counts[kept - 1] as number;
    const rest = Math.min(1, Math.max(0, 1 - listed / sampled - nullShare));
    const others = values - (kept - 1);
    const share = others > 1 ? rest / others : rest;
    const all = (rows * count) / sampled;
    const variance = (sampled * all * (rows - all) * (rows - sampled)) / (rows * rows * (rows - 1));
    if (count > share * sampled + 2 * Math.sqrt(variance) + 0.5) break;
    kept -= 1;
    listed -= counts[kept - 1] ?? 0;
  }
  return kept;
}
