/** What a figure of the statistics may differ by, and why. */

/** Rows that ANALYZE reads for each unit of the statistics target (std_typanalyze, analyze.c). */
export const rowsPerTarget = 300;
/** Rows that it reads at the default statistics target: what sampling error follows from. */
export const usualSample = 100 * rowsPerTarget;
/** A frequency strays by four standard errors of a sample once in 16,000. */
const standardErrors = 4;
/** So many figures are compared that the spread of a few runs is widened by this much of itself. */
const spreadMargin = 0.5;

/** What each figure may differ by; the largest relation of two pages is one page away from its neighbour. */
export const relative = (share: number, slack: number) => ({
  words: `${share * 100} %`,
  within: (virtual: number, least: number, most: number) =>
    virtual >= least * (1 - share) - slack && virtual <= most * (1 + share) + slack,
});
/**
 * The rows themselves are draws too: virtual ones are others than the real ones, which no run of ANALYZE shows.
 * That chance falls with the square root of the rows, up to as many as ANALYZE reads.
 */
export const chance = (rows: number): number =>
  1 / Math.sqrt(Math.max(1, Math.min(rows, usualSample)));
export const spread = (rows: number) => ({
  words: 'chance of ANALYZE',
  within: (virtual: number, least: number, most: number) => {
    const middle = Math.abs(least + most) / 2;
    const margin = (most - least) * spreadMargin + 2 * chance(rows) * middle + 1;
    const fixed = Math.max(Math.abs(virtual), middle) > 1 ? margin : margin - 1;
    return virtual >= least - fixed && virtual <= most + fixed;
  },
});
export const sampling = (rows: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) => {
    const middle = (least + most) / 2;
    const error =
      standardErrors * chance(rows) * Math.sqrt(middle * (1 - middle)) + 2 * chance(rows) ** 2;
    return virtual >= least - error && virtual <= most + error;
  },
});
/** Correlation enters the cost of an index scan squared; two hundredths of it are beyond what any plan shows. */
export const nearCorrelation = (rows: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) => {
    const margin = Math.max(0.02, standardErrors * chance(rows));
    return virtual >= least - margin && virtual <= most + margin;
  },
});
/**
 * Whether a value is on the list of common ones is chance where its frequency is as near to that of the last on the
 * list as analyze_mcv_list (src/backend/commands/analyze.c) takes for chance: two
 * standard errors. How many of these are on it is a count of such chances on either side, whose variance is about the
 * count: of 255 equally frequent values in 40,000 rows drawn anew, 48 to 92 were, 73 in the mean with a deviation of 11.
 *
 * @param lists frequencies of the real lists
 */
export const listLength = (rows: number, lists: readonly (readonly number[])[]) => {
  const doubtful = Math.max(0, ...lists.map((list) => nearLast(rows, list)));
  const margin = standardErrors * Math.sqrt(2 * doubtful) + 2;
  return {
    words: 'chance of ANALYZE',
    within: (virtual: number, least: number, most: number) =>
      virtual >= least - margin && virtual <= most + margin,
  };
};
/** How many values of a list the sample cannot tell from the last one, by their frequency. */
function nearLast(rows: number, frequencies: readonly number[]): number {
  const last = Math.min(...frequencies);
  const near = last + 2 * chance(rows) * Math.sqrt(last * (1 - last));
  return frequencies.filter((frequency) => frequency <= near).length - 1;
}
export const exact = {
  words: 'equal',
  within: (virtual: number, least: number, most: number) => virtual >= least && virtual <= most,
};

export interface Allowance {
  readonly words: string;
  readonly within: (virtual: number, least: number, most: number) => boolean;
}

/** The degree of a dependency: a share of the sampled rows, moved by which small groups the sample happens to meet. */
export const degree = (rows: number) => ({
  words: 'chance of ANALYZE',
  within: (virtual: number, least: number, most: number) => {
    const middle = (least + most) / 2;
    const margin =
      standardErrors * chance(rows) * Math.sqrt(middle * (1 - middle)) +
      (most - least) * spreadMargin +
      0.01;
    return virtual >= least - margin && virtual <= most + margin;
  },
});

/**
 * A share of rows computed from the bounds of a histogram: sampling error, and what lies within a bin is not seen.
 *
 * @param bin share of the rows in one
 */
export const rank = (rows: number, bin: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) => {
    const middle = (least + most) / 2;
    const error = standardErrors * chance(rows) * Math.sqrt(middle * (1 - middle)) + bin;
    return virtual >= least - error && virtual <= most + error;
  },
});

/** A mean over the sampled rows of a count that scatters by up to its own size. */
export const mean = (rows: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) =>
    virtual >= least * (1 - standardErrors * chance(rows)) &&
    virtual <= most * (1 + standardErrors * chance(rows)),
});
