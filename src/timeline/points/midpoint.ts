import { roundRows } from '../../text/row-count';

/** Rounding noise of a ratio of two doubles. */
const noise = 1e-9;

/** Whether two row counts are so near each other that a change between them needs no closer look. */
export function isNarrow(from: number, to: number, precision: number): boolean {
  return to / from <= 1 + precision + noise;
}

/**
 * A row count near `target` and between two others, with as few digits as `precision` lets it have (three at
 * 1 %) so that it reads well, or undefined where no whole row count lies between them.
 */
export function pointNear(
  target: number,
  between: { readonly from: number; readonly to: number },
  precision: number,
): number | undefined {
  const fewest = Math.max(3, Math.ceil(-Math.log10(precision)) + 1);
  for (let digits = fewest; digits <= 16; digits += 1) {
    const rows = roundRows(target, digits);
    if (rows > between.from && rows < between.to) return rows;
  }
  return undefined;
}

/** The row count halfway between two others on a logarithmic axis. */
export function midpoint(from: number, to: number, precision: number): number | undefined {
  return pointNear(Math.sqrt(from * to), { from, to }, precision);
}
