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

/** How far from the middle of a wide gap a point may lie, as a share of its width. */
const offCentre = 0.2;

/**
 * A row count near the middle of a wide gap, of as coarse a division of the decade as has one there: halves before quarters
 * before eighths. Cases whose gaps differ then still ask for the same row counts, and to bring tables to a row count costs
 * more than to plan a further case there.
 */
export function sharedMiddle(from: number, to: number, precision: number): number | undefined {
  const width = Math.log10(to / from);
  const middle = Math.log10(from) + width / 2;
  for (let parts = 1; parts * width * offCentre < 1; parts *= 2) {
    const place = Math.round(middle * parts) / parts;
    if (Math.abs(place - middle) > offCentre * width) continue;
    const point = pointNear(10 ** place, { from, to }, precision);
    if (point !== undefined) return point;
  }
  return midpoint(from, to, precision);
}
