import { atSeconds, spanOf } from '../expression/time';
import type { Value } from '../expression/value';
import { float } from '../sql-number';
import type { Label, Place } from './place';

/**
 * The ends are those of the distribution; absent is a day after the last. Those between are closed forms, as
 * a row's own time would move with its jitter from one scale to the next.
 */
export function time(
  distribution: { readonly from: string; readonly to: string },
  label: Label,
  place: Place,
): Value {
  const { start, end } = spanOf(distribution, place.terms.world.clock);
  const seconds: { readonly [L in Label]: number } = {
    common: start + (end - start) / 2,
    rare: start + (end - start) * 0.75,
    absent: end + 86_400,
    lowest: start,
    highest: end,
  };
  return atSeconds(float(seconds[label]), place.type);
}
