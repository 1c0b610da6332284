import type { MeasuredResult } from './result';
import type { Work } from './work';

/** Measured work of one plan at one row count. */
export interface MeasuredWork {
  /** Pages and rows as one figure: a page is 1, a row handled 0.01. */
  readonly work: number;
  readonly pages: number;
  readonly rowsHandled: number;
  /** Exponent of the work over the last decade of sizes. */
  readonly slope: number;
  /** True where a run passed its limits: the work is this or more. */
  readonly atLeast?: true;
}

/** Figures of a trial, in a finding. */
export interface MeasuredFigures {
  /** Rows of the driving table where plans were run, rising. */
  readonly sizes: readonly number[];
  /** Row count that the figures are of. */
  readonly at: number;
  /** True where `at` lies outside of the sizes. */
  readonly extrapolated: boolean;
  /** The plan that the finding is about, and the one before or beside it. */
  readonly plan: MeasuredWork;
  readonly other?: MeasuredWork;
  /** Rows returned or aggregated; 0 where no run found one. */
  readonly resultRows: number;
  /** The fewest and the most at the sizes, where these are too few to tell how the result grows. */
  readonly resultBetween?: readonly [number, number];
  readonly resultSlope: number;
}

export function measuredFigures(of: {
  readonly work: Work;
  readonly other?: Work | undefined;
  readonly result: MeasuredResult;
  readonly at: number;
}): MeasuredFigures {
  const { work, other, result, at } = of;
  return {
    sizes: work.sizes,
    at: Math.round(at),
    extrapolated: !work.work.covers(at),
    plan: figures(work, at),
    ...(other === undefined ? {} : { other: figures(other, at) }),
    resultRows: result.none ? 0 : rounded(result.told.at(at)),
    ...(result.between === undefined ? {} : { resultBetween: result.between }),
    resultSlope: rounded(result.rows.slope),
  };
}

function figures({ work, pages, rows, atLeast }: Work, at: number): MeasuredWork {
  return {
    work: rounded(work.at(at)),
    pages: rounded(pages.at(at)),
    rowsHandled: rounded(rows.at(at)),
    slope: rounded(work.slope),
    ...(atLeast ? { atLeast: true as const } : {}),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(4)) + 0;
