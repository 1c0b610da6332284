import { commonValues } from '../../../model/common-values';
import type { ColumnModel, Model } from '../../../model/types';
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
  const common = commonValues(column.distribution, { model, scale, most });
  if (common === undefined) return undefined;
  const { values, nulls } = common;
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
