import type { StatisticComparison } from '../types';
import { listLength, mean, nearCorrelation, rank, relative, sampling, spread } from './allowances';
import { comparer } from './comparer';
import { isUpTo, type Order, rankIn } from './histogram-ranks';
import type { ColumnFigures } from './read';

/** So many of the common values, or elements, that both sides have are compared by their frequency. */
const compared = 3;

/** Compares what the planner knows of one column or expression. */
export function compareColumn(
  virtual: ColumnFigures,
  real: readonly ColumnFigures[],
  rows: number,
): readonly StatisticComparison[] {
  const subject = `${virtual.table}.${virtual.column}${virtual.inherited ? ' (inherited)' : ''}`;
  const compare = comparer(subject, virtual, real);
  const has = (test: (of: ColumnFigures) => boolean): boolean => [virtual, ...real].some(test);
  const frequencies = frequencyComparer(virtual, real, rows, compare);
  return [
    compare('n_distinct', spread(rows)),
    compare('null_frac', sampling(rows)),
    compare('avg_width', relative(0.05, 1)),
    ...(has(({ correlation }) => correlation !== null)
      ? [compare('correlation', nearCorrelation(rows), (of) => of.correlation ?? 0)]
      : []),
    compare(
      'common values',
      listLength(
        rows,
        real.map((of) => of.common_frequencies),
      ),
      (of) => of.common_values.length,
    ),
    ...frequencies(
      '',
      (of) => of.common_values,
      (of) => of.common_frequencies,
    ),
    compare('histogram bounds', relative(0.05, 1), (of) => of.histogram_bounds.length),
    ...quantiles(virtual, real, rows, compare),
    ...(has(({ elements }) => elements.length > 0)
      ? [
          compare('common elements', relative(0.15, 2), (of) => of.elements.length),
          ...frequencies(
            'element ',
            (of) => of.elements,
            (of) => of.element_frequencies,
          ),
        ]
      : []),
    ...(has(({ mean_elements }) => mean_elements !== null)
      ? [compare('elements a row', mean(rows), (of) => of.mean_elements ?? 0)]
      : []),
    ...ranges(virtual, real, rows, compare, has),
  ];
}

type Compare = ReturnType<typeof comparer<ColumnFigures>>;

/** Compares the frequencies of values that both sides have among the most common ones. */
function frequencyComparer(
  virtual: ColumnFigures,
  real: readonly ColumnFigures[],
  rows: number,
  compare: Compare,
) {
  return (
    noun: string,
    valuesOf: (of: ColumnFigures) => readonly string[],
    frequenciesOf: (of: ColumnFigures) => readonly number[],
  ): readonly StatisticComparison[] =>
    byFrequency(valuesOf(virtual), frequenciesOf(virtual))
      .filter((value) => real.some((reading) => valuesOf(reading).includes(value)))
      .slice(0, compared)
      .map((value) =>
        compare(`frequency of ${noun}${value}`, sampling(rows), (of) => {
          const place = valuesOf(of).indexOf(value);
          return place < 0 ? 0 : (frequenciesOf(of)[place] ?? 0);
        }),
      );
}

/**
 * What share of the rows lies at or below the virtual histogram's tenths, common values counted, as the planner computes
 * (scalarineqsel, selfuncs.c). Which values are common is chance near the cut, and moves the bounds of the histogram.
 */
function quantiles(
  virtual: ColumnFigures,
  real: readonly ColumnFigures[],
  rows: number,
  compare: Compare,
): readonly StatisticComparison[] {
  const { histogram_bounds: bounds, order } = virtual;
  const bins = bounds.length - 1;
  if (order === null || bins < 10 || real.some((of) => of.histogram_bounds.length < 2)) return [];
  return [0.1, 0.5, 0.9].map((share) => {
    const value = bounds[Math.round(share * bins)] as string;
    return compare(`histogram at ${share * 100} %`, rank(rows, restOf(virtual) / bins), (of) =>
      shareUpTo(of, value, order),
    );
  });
}

function shareUpTo(of: ColumnFigures, value: string, order: Order): number {
  const { common_values: values, common_frequencies: frequencies } = of;
  const common = frequencies.filter((_, k) => isUpTo(values[k] as string, value, order));
  return sum(common) + restOf(of) * rankIn(of.histogram_bounds, value, order);
}

/** Of the rows with common values a histogram knows nothing. */
function restOf({ null_frac, common_frequencies }: ColumnFigures): number {
  return Math.max(0, 1 - null_frac - sum(common_frequencies));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function ranges(
  { range_lengths: lengths }: ColumnFigures,
  real: readonly ColumnFigures[],
  rows: number,
  compare: Compare,
  has: (test: (of: ColumnFigures) => boolean) => boolean,
): readonly StatisticComparison[] {
  if (!has(({ empty_ranges }) => empty_ranges !== null)) return [];
  const empty = compare('empty ranges', sampling(rows), (of) => of.empty_ranges ?? 0);
  const bins = lengths.length - 1;
  const flat = (of: readonly string[]) => of[0] === of.at(-1);
  if (bins < 10 || real.some((of) => of.range_lengths.length < 2)) return [empty];
  const middle = lengths[Math.round(bins / 2)] as string;
  if (flat(lengths) || real.some((of) => flat(of.range_lengths))) {
    return [empty, compare('range length', relative(0, 0), (of) => Number(of.range_lengths[0]))];
  }
  return [
    empty,
    compare('range lengths at 50 %', rank(rows, 1 / bins), (of) =>
      of.range_lengths === lengths
        ? Math.round(bins / 2) / bins
        : rankIn(of.range_lengths, middle, 'number'),
    ),
  ];
}

/** Elements are kept in the order of their values. */
function byFrequency(values: readonly string[], frequencies: readonly number[]): readonly string[] {
  return values
    .map((value, k) => ({ value, frequency: frequencies[k] ?? 0 }))
    .sort((a, b) => b.frequency - a.frequency)
    .map(({ value }) => value);
}
