import type { StatisticComparison } from '../types';
import { comparer } from './comparer';
import { binsBetween } from './histogram-ranks';
import type { ColumnFigures, EndFigures } from './read';

/**
 * The end of random values is one draw, which scatters within the outermost bin of the histogram, whose width is
 * what the planner computes with.
 */
const halfBin = {
  words: 'half a bin',
  within: (virtual: number, least: number, most: number) =>
    virtual >= least - 0.5 && virtual <= most + 0.5,
};

/**
 * How far the ends of a virtual index lie from the real ones, in outermost bins of the real histogram.
 *
 * @param column undefined where ANALYZE made no statistics of what leads the index
 */
export function compareEnds(
  virtual: EndFigures,
  real: EndFigures,
  column: ColumnFigures | undefined,
): readonly StatisticComparison[] {
  const bounds = column?.histogram_bounds ?? [];
  if (bounds.length < 2 || column === undefined || column.order === null) return [];
  const { order } = column;
  const ends = [
    ['lowest (bins off)', virtual.lowest, real.lowest, bounds.slice(0, 2)],
    ['highest (bins off)', virtual.highest, real.highest, bounds.slice(-2)],
  ] as const;
  return ends.map(([figure, made, found, bin]) => {
    const off = made === null || found === null ? 1 : binsBetween(made, found, bin, order);
    return comparer(virtual.index, { off }, [{ off: 0 }])(figure, halfBin, (of) => of.off);
  });
}
