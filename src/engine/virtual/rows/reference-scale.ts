import type { TableModel } from '../../../model/types';

/**
 * Row count at which a table is measured and its invariant columns are sampled, once for all scales: so the order in
 * which scales are asked for has no say in anything.
 */
const referenceRows = 10_000_000;

/** The smallest scale, to a thousandth, at which the table has the reference row count; a huge one where none. */
export function referenceScale(table: TableModel): number {
  return scaleWith(table, referenceRows);
}

/** The smallest scale, to a thousandth, at which the table has so many rows; a huge one where none. */
export function scaleWith(table: TableModel, rows: number): number {
  let low = 1;
  let high = 1e15;
  while (high / low > 1.001) {
    const middle = Math.round(Math.sqrt(low * high));
    if (table.rows(middle) >= rows) high = middle;
    else low = middle;
  }
  return high;
}
