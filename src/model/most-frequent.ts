import { commonValues } from './common-values';
import { skewLaw } from './skew-law';
import type { Distribution, Model } from './types';

/**
 * Share of the rows, 0 to 1, that have the most frequent value of a distribution; 0 where the model makes none more
 * frequent than others. Of references it is known whatever the type of the key.
 *
 * @param scale rows of the driving table
 */
export function mostFrequentShare(of: Distribution, model: Model, scale: number): number {
  if (of.kind === 'nullable') return (1 - of.share) * mostFrequentShare(of.of, model, scale);
  if (of.kind === 'reference') return shareOfParent(of, model, scale);
  const [first] = commonValues(of, { model, scale, most: 1 })?.values ?? [];
  return first?.share ?? 0;
}

/** The law of Zipf and hot parents give the first rows the most; named ones may be anywhere. */
function shareOfParent(
  { table, skew }: Extract<Distribution, { readonly kind: 'reference' }>,
  model: Model,
  scale: number,
): number {
  if (skew.kind === 'uniform') return 0;
  const { upTo } = skewLaw(skew, model.table(table).rows(scale));
  const named = skew.kind === 'named' ? skew.shares.map(({ row }) => row) : [];
  return Math.max(...[1, ...named].map((row) => upTo(row) - upTo(row - 1)));
}

/** Rows of a table that have the most frequent value of a column; 0 where none is more frequent than others. */
export function commonRows(model: Model, table: string, column: string, scale: number): number {
  const own = model.table(table);
  const found = own.columns.find(({ name }) => name === column);
  return found === undefined
    ? 0
    : own.rows(scale) * mostFrequentShare(found.distribution, model, scale);
}
