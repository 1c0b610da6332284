import type { WeightedValue } from '../types';

/** A little less than its share, so that rounding puts no two rows of a parent on one label. */
const slack = 1 - 1e-9;

/**
 * Shares of labels of which a parent with so many rows has each at most once: by their weights, as far as these leave
 * room. A label that each parent has once cannot be more common, and the others divide what it cannot take.
 *
 * @param size rows of the parent, at most as many as there are labels
 */
export function distinctShares(values: readonly WeightedValue[], size: number): readonly number[] {
  const most = slack / size;
  const full = new Set<number>();
  for (;;) {
    const left = 1 - full.size * most;
    const total = values.reduce((sum, { weight }, k) => sum + (full.has(k) ? 0 : weight), 0);
    const shares = values.map(({ weight }, k) => (full.has(k) ? most : (left * weight) / total));
    const over = shares.findIndex((share, k) => !full.has(k) && share > most);
    if (over === -1 || full.size === values.length - 1) return shares;
    full.add(over);
  }
}
