import { cumulative, pareto, probability } from '../../../model/pareto';
import { namedRows } from '../../../model/skew-law';
import type { ColumnModel, Distribution, Model } from '../../../model/types';
import { quoteLiteral } from '../../../postgres/quote';

/** How a column's values fall into a few categories, the last one for all others. */
export interface Categories {
  /** SQL of the category's number, from 0, in a select from the model's rows under the given alias. */
  readonly sql: string;
  /** Share of the rows in each. */
  readonly shares: readonly number[];
}

/** Values distinguished in a column of many. */
const most = 20;

/** Categories of a column that depends on the draw alone; undefined where none is more common than another. */
export function categoriesOf(
  model: Model,
  column: ColumnModel,
  scale: number,
  alias: string,
): Categories | undefined {
  // Labels that differ among siblings have other shares than their weights say.
  if (column.role?.kind === 'label') return undefined;
  const named = namedShares(model, column.distribution, scale);
  if (named === undefined) return undefined;
  const { values, nulls } = named;
  const cases = values.map(({ text }, k) => `when ${quoteLiteral(text)} then ${k}`).join(' ');
  const rest = 1 - nulls - values.reduce((sum, { share }) => sum + share, 0);
  const shares = [...values.map(({ share }) => share), Math.max(0, rest), nulls];
  const inCase = `case ${alias}.${column.sqlName}::text ${cases} else ${values.length} end`;
  const of = values.length === 0 ? String(values.length) : inCase;
  return {
    sql: `case when ${alias}.${column.sqlName} is null then ${values.length + 1} else ${of} end`,
    shares,
  };
}

interface Named {
  readonly values: readonly { readonly text: string; readonly share: number }[];
  readonly nulls: number;
}

function namedShares(model: Model, of: Distribution, scale: number): Named | undefined {
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
      const inner = namedShares(model, of.of, scale) ?? { values: [], nulls: 0 };
      return {
        values: inner.values.map(({ text, share }) => ({ text, share: share * (1 - of.share) })),
        nulls: of.share + inner.nulls * (1 - of.share),
      };
    }
    case 'zipf':
      return typeof of.distinct === 'number' ? ranks(of.distinct, of.exponent) : undefined;
    case 'reference': {
      const parent = model.table(of.table);
      const key = parent.columns.find(({ name }) => name === (of.column ?? 'id'))?.distribution;
      if (of.ordered || key?.kind !== 'serial' || key.start !== 1) return undefined;
      const parents = parent.rows(scale);
      if (of.skew.kind === 'zipf') return ranks(parents, of.skew.exponent);
      if (of.skew.kind === 'named') {
        const rows = namedRows(of.skew, parents).toSorted((a, b) => b.share - a.share);
        const values = rows.map(({ row, share }) => ({ text: String(row), share }));
        return { values: values.slice(0, most), nulls: 0 };
      }
      return of.skew.kind === 'hot' && of.skew.parents === undefined && parents > 1
        ? { values: [{ text: '1', share: of.skew.share }], nulls: 0 }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The first ranks of Zipf's distribution, as far as a sample can tell them from chance. */
function ranks(count: number, exponent: number): Named | undefined {
  const keyDistribution = pareto(count, exponent);
  if (exponent === 0 || cumulative(keyDistribution, 1) < 1e-4) return undefined;
  const distinguished = Math.min(most, count - 1);
  const values = Array.from({ length: distinguished }, (_, k) => ({
    text: String(k + 1),
    share: probability(keyDistribution, k + 1),
  }));
  return { values, nulls: 0 };
}
