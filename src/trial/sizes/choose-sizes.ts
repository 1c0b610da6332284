import type { Model, TableModel } from '../../model/types';

/** Rows of the driving table where nothing else is asked for. */
export const defaultSizes: readonly number[] = [10_000, 30_000, 100_000, 300_000];

/** All tables of one size together. */
const mostRows = 2_000_000;
const mostSeconds = 20;

/** Below this a driving table is no trial: its whole plan fits on a few pages. */
const fewest = 1_000;

/** Microseconds that all indexes of a table take to build, for each row of it. */
export type IndexMicrosOf = (table: TableModel) => number;

export interface ChosenSizes {
  readonly sizes: readonly number[];
  /** Why there are fewer, or smaller ones, than were asked for. */
  readonly reason?: string;
}

/**
 * The sizes that fit. Where the largest does not, all shrink by the same factor, so that there are as many and the
 * growth is still seen over the same span.
 *
 * Decided by the model alone and by no clock: a busy machine must not change what a check says.
 */
export function chooseSizes(
  wanted: readonly number[],
  model: Model,
  micros: IndexMicrosOf = () => 1,
): ChosenSizes {
  const rising = [...new Set(wanted)].sort((a, b) => a - b);
  const largest = rising.at(-1);
  if (largest === undefined || fits(largest, model, micros)) return { sizes: rising };
  const most = largestThatFits(largest, model, micros);
  const sizes = [...new Set(rising.map((size) => rounded((size / largest) * most)))].filter(
    (size) => size >= Math.min(fewest, rising[0] ?? fewest),
  );
  const limit = `all tables together may have ${mostRows / 1e6}M rows, and load in ${mostSeconds} s`;
  return { sizes, reason: `${limit}: ${largest} rows of ${model.driving} do not fit` };
}

/**
 * Smaller sizes than `smallest`, for a run that is too much work at more than one of the others: those that are loaded
 * already, the least first, lest a third of the largest size takes seconds to show what a thirtieth shows.
 */
export function sizesBelow(loaded: readonly number[], smallest: number): readonly number[] {
  const known = loaded.filter((size) => size < smallest);
  return known.length > 0 ? known : smallerSizes(smallest);
}

function smallerSizes(smallest: number): readonly number[] {
  return [...new Set([smallest / 10, smallest / 3].map(rounded))].filter(
    (size) => size >= 100 && size < smallest,
  );
}

/**
 * Seconds that one session takes to load the tables, index them and vacuum them: 1 µs a row and 0.5 µs a value, as
 * measured on one of two cores, and what the indexes take (`indexMicros`).
 */
function loadSeconds(size: number, model: Model, micros: IndexMicrosOf): number {
  const each = model.tables.map(
    (table) => table.rows(size) * (1 + table.columns.length / 2 + micros(table)),
  );
  return each.reduce((sum, of) => sum + of, 0) / 1e6;
}

function fits(size: number, model: Model, micros: IndexMicrosOf): boolean {
  const rows = model.tables.reduce((sum, table) => sum + table.rows(size), 0);
  return rows <= mostRows && loadSeconds(size, model, micros) <= mostSeconds;
}

function largestThatFits(below: number, model: Model, micros: IndexMicrosOf): number {
  let [low, high] = [0, below];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle, model, micros)) low = middle;
    else high = middle;
  }
  return low;
}

/** Down to two digits. */
function rounded(size: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, size))) - 1);
  return Math.floor(size / unit) * unit;
}
