/** Rows that ANALYZE reads: 300 × default_statistics_target. */
const sampled = 30_000;

/**
 * What ANALYZE estimates on average of `distinct` equally common values among `rows` rows, by the estimator of Haas and
 * Stokes that it uses (compute_scalar_stats, analyze.c): from 10 % of the rows up as a share, below 0.
 */
export function estimatedDistinct(distinct: number, rows: number): number {
  const n = Math.min(sampled, rows);
  const mean = n / distinct;
  // Rows fall on values independently: the number of values that are met, and of those that are met once.
  const met = distinct * -Math.expm1(-mean);
  const once = n * Math.exp(-mean);
  const duplicated = met - once;
  let estimate: number;
  if (duplicated <= 0.5) estimate = rows;
  else if (once < 0.5) estimate = met;
  else estimate = Math.min(rows, Math.max(met, (n * met) / (n - once + (once * n) / rows)));
  return estimate > 0.1 * rows ? -estimate / rows : Math.round(estimate);
}

/**
 * The number X of values that can occur, where N rows that fell on them independently met d of them: the solution of
 * d = X(1 - e^(-N/X)).
 */
export function possibleValues(met: number, rows: number): number {
  if (met >= rows) return Infinity;
  let low = met;
  let high = met * 2;
  const missed = (possible: number): number => possible * -Math.expm1(-rows / possible) - met;
  while (missed(high) < 0 && high < 1e15) high *= 2;
  for (let k = 0; k < 60; k += 1) {
    const middle = (low + high) / 2;
    if (missed(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** The number of values that some rows meet, of those that can occur. */
export function metValues(possible: number, rows: number): number {
  return possible === Infinity ? rows : possible * -Math.expm1(-rows / possible);
}

/** Number of distinct values that `n_distinct` stands for. */
export function distinctValues(nDistinct: number, rows: number): number {
  return nDistinct < 0 ? -nDistinct * rows : nDistinct;
}
