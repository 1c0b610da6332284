import { cumulative, pareto, probability } from './pareto';
import { namedRows } from './skew-law';
import type { Distribution, Model } from './types';

/** The most frequent values, the most frequent first, as text. */
export interface CommonValues {
  readonly values: readonly { readonly text: string; readonly share: number }[];
  /** Share of the rows. */
  readonly nulls: number;
}

interface Place {
  readonly model: Model;
  readonly scale: number;
  /** Values to return at most. */
  readonly most: number;
}

/** Values that the model makes more frequent than others; undefined where it names none. */
export function commonValues(of: Distribution, place: Place): CommonValues | undefined {
  const { most } = place;
  switch (of.kind) {
    case 'weighted': {
      const total = of.values.reduce((sum, { weight }) => sum + weight, 0);
      const share = (weight: number) => weight / total;
      const nulls = of.values.find(({ value }) => value === null)?.weight ?? 0;
      const values = of.values.filter(({ value, weight }) => value !== null && weight > 0);
      return {
        values: values
          .toSorted((a, b) => b.weight - a.weight)
          .slice(0, most)
          .map(({ value, weight }) => ({ text: String(value), share: share(weight) })),
        nulls: share(nulls),
      };
    }
    case 'boolean':
      return { values: [{ text: 'true', share: of.share }], nulls: 0 };
    case 'nullable': {
      const inner = commonValues(of.of, place) ?? { values: [], nulls: 0 };
      return {
        values: inner.values.map(({ text, share }) => ({ text, share: share * (1 - of.share) })),
        nulls: of.share + inner.nulls * (1 - of.share),
      };
    }
    case 'zipf':
      return typeof of.distinct === 'number' ? ranks(of.distinct, of.exponent, most) : undefined;
    case 'reference':
      return commonParents(of, place);
    default:
      return undefined;
  }
}

/** The parents that a reference names as the most frequent, by their keys. */
function commonParents(
  of: Extract<Distribution, { readonly kind: 'reference' }>,
  { model, scale, most }: Place,
): CommonValues | undefined {
  const parent = model.table(of.table);
  const key = parent.columns.find(({ name }) => name === (of.column ?? 'id'))?.distribution;
  if (of.ordered || key?.kind !== 'serial' || key.start !== 1) return undefined;
  const parents = parent.rows(scale);
  if (of.skew.kind === 'zipf') return ranks(parents, of.skew.exponent, most);
  if (of.skew.kind === 'named') {
    const rows = namedRows(of.skew, parents).toSorted((a, b) => b.share - a.share);
    const values = rows.map(({ row, share }) => ({ text: String(row), share }));
    return { values: values.slice(0, most), nulls: 0 };
  }
  return of.skew.kind === 'hot' && of.skew.parents === undefined && parents > 1
    ? { values: [{ text: '1', share: of.skew.share }], nulls: 0 }
    : undefined;
}

/** The first ranks of Zipf's distribution, as far as a sample can tell them from chance. */
function ranks(count: number, exponent: number, most: number): CommonValues | undefined {
  const keyDistribution = pareto(count, exponent);
  if (exponent === 0 || cumulative(keyDistribution, 1) < 1e-4) return undefined;
  const distinguished = Math.min(most, count - 1);
  const values = Array.from({ length: distinguished }, (_, k) => ({
    text: String(k + 1),
    share: probability(keyDistribution, k + 1),
  }));
  return { values, nulls: 0 };
}
