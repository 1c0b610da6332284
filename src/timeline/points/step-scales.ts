import { isNarrow, midpoint, pointNear } from './midpoint';

/** What grows with the tables, a table's pages or the bytes that a sort needs, at two row counts of the driving table. */
export interface Growth {
  readonly from: { readonly scale: number; readonly size: number };
  readonly to: { readonly scale: number; readonly size: number };
}

/** Rounds after which the row counts are halved: by then a table's growth was found to follow no power law. */
const interpolated = 3;

/**
 * Row counts to visit between two others, so that one lies just before what grows reaches `limit` and one just after:
 * at most `precision` apart. None where they do already, or that size is not reached between them.
 *
 * A table grows as a power of the row count between two near ones, so that the first round hits both; a size that
 * jumps or stands still for a while is halved from the fourth on.
 *
 * @param round from 1
 */
export function stepScales(
  { from, to }: Growth,
  limit: number,
  precision: number,
  round: number,
): readonly number[] {
  const crosses = from.size < limit && to.size >= limit;
  if (!crosses || isNarrow(from.scale, to.scale, precision)) return [];
  const middle = midpoint(from.scale, to.scale, precision);
  if (round > interpolated) return middle === undefined ? [] : [middle];
  const share = from.size < 1 ? 1 : Math.log(limit / from.size) / Math.log(to.size / from.size);
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
