import { isNarrow, midpoint, pointNear } from './midpoint';

/** Pages of a table at two row counts of the driving table. */
export interface Growth {
  readonly from: { readonly scale: number; readonly pages: number };
  readonly to: { readonly scale: number; readonly pages: number };
}

/** Rounds after which the row counts are halved: by then a table's growth was found to follow no power law. */
const interpolated = 3;

/**
 * Row counts to visit between two others, so that one lies just before the table reaches `pages` and one just after:
 * at most `precision` apart. None where they do already, or the table does not reach that size between them.
 *
 * A table grows as a power of the row count between two near ones, so that the first round hits both; a size that
 * jumps or stands still for a while is halved from the fourth on.
 *
 * @param round from 1
 */
export function stepScales(
  { from, to }: Growth,
  pages: number,
  precision: number,
  round: number,
): readonly number[] {
  const crosses = from.pages < pages && to.pages >= pages;
  if (!crosses || isNarrow(from.scale, to.scale, precision)) return [];
  const middle = midpoint(from.scale, to.scale, precision);
  if (round > interpolated) return middle === undefined ? [] : [middle];
  const share = from.pages < 1 ? 1 : Math.log(pages / from.pages) / Math.log(to.pages / from.pages);
  const crossing = from.scale * (to.scale / from.scale) ** share;
  // Two steps of less than half the precision, so that rounding does not part them too far.
  const step = (1 + precision) ** 0.4;
  const between = { from: from.scale, to: to.scale };
  return [...new Set([crossing / step, crossing * step])].flatMap((wanted) =>
    wanted > from.scale && wanted < to.scale
      ? (pointNear(wanted, between, precision / 10) ?? [])
      : [],
  );
}
