import { formatSlope } from '../../text/figures';
import type { Growth } from './growth';

/** `cost grows in proportion to the row count (n^1.0) and the rows returned stay the same (n^0.0)`. */
export function growthFigures({ costSlope, rowsAre, rowsSlope }: Growth): string {
  return `cost ${slopeFigures(costSlope)} and the ${rowsAre} ${slopeFigures(rowsSlope, true)}`;
}

/** How a figure follows the row count of the driving table, by its slope on log-log axes. */
export function slopeFigures(slope: number, plural = false): string {
  const [grow, fall, stay] = plural ? ['grow', 'fall', 'stay'] : ['grows', 'falls', 'stays'];
  const power = `(${formatSlope(slope)})`;
  if (slope < -0.1) return `${fall} as the row count grows ${power}`;
  if (slope <= 0.1) return `${stay} the same ${power}`;
  if (slope < 0.9) return `${grow} more slowly than the row count ${power}`;
  if (slope <= 1.1) return `${grow} in proportion to the row count ${power}`;
  return `${grow} faster than the row count ${power}`;
}
