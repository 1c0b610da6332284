/** How the values of a type are put in their order. */
export type Order = 'number' | 'time' | 'text';

/**
 * Where a value stands among the bounds of a histogram: 0 at the first, 1 at the last. Texts stand at a bound;
 * numbers and times may stand between two.
 */
export function rankIn(bounds: readonly string[], value: string, order: Order): number {
  const last = bounds.length - 1;
  const above = bounds.findIndex((bound) => compare(bound, value, order) > 0);
  if (above === 0) return 0;
  if (above < 0) return 1;
  const [low, high] = [bounds[above - 1] as string, bounds[above] as string];
  const between =
    order === 'text'
      ? 0
      : (numberOf(value, order) - numberOf(low, order)) /
        (numberOf(high, order) - numberOf(low, order));
  return (above - 1 + between) / last;
}

/** Whether a value is no higher than another. */
export function isUpTo(value: string, other: string, order: Order): boolean {
  return compare(value, other, order) <= 0;
}

/** How far two values lie apart, in widths of a bin; of texts, whether one lies within the bin and one beyond. */
export function binsBetween(
  one: string,
  other: string,
  bin: readonly string[],
  order: Order,
): number {
  if (one === other) return 0;
  const [low = '', high = ''] = bin;
  if (order === 'text') {
    const inside = (value: string): boolean =>
      compare(value, low, order) >= 0 && compare(value, high, order) <= 0;
    return inside(one) ||
      inside(other) ||
      compare(one, low, order) < 0 === compare(other, low, order) < 0
      ? 0
      : 1;
  }
  const width = numberOf(high, order) - numberOf(low, order);
  return (numberOf(one, order) - numberOf(other, order)) / width;
}

function compare(a: string, b: string, order: Order): number {
  // The server's collation goes by bytes.
  if (order === 'text') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return numberOf(a, order) - numberOf(b, order);
}

function numberOf(text: string, order: Order): number {
  if (order !== 'time') return Number(text);
  const [date = '', clock = '00:00:00+00'] = text.split(' ');
  return Date.parse(
    `${date}T${clock.replace(/([+-]\d\d)$/, '$1:00').replace(/^([\d:.]+)$/, '$1Z')}`,
  );
}
