/** How the values of a type are told in their order. */
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
