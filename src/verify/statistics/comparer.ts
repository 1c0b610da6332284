import type { StatisticComparison } from '../types';
import type { Allowance } from './allowances';

/** Compares one figure of a subject; `read` tells a figure that is not a property of its own. */
export function comparer<Figures extends object>(
  subject: string,
  virtual: Figures,
  real: readonly Figures[],
): (figure: string, allowance: Allowance, read?: (of: Figures) => number) => StatisticComparison {
  return (figure, allowance, read = (of) => Number(of[figure as keyof Figures])) => {
    const readings = real.map(read);
    const range = { least: Math.min(...readings), most: Math.max(...readings) };
    const mine = read(virtual);
    return {
      subject,
      figure,
      virtual: mine,
      real: range,
      within: allowance.within(mine, range.least, range.most),
      allowance: allowance.words,
    };
  };
}
