import type { Model } from '../../../model/types';
import { ownColumn } from '../../../postgres/own-name';
import type { Connection } from '../../../postgres/types';
import { balance, type Cell } from './balance';
import { categoriesOf } from './categories';
import { realRows } from './insert-rows';
import { referenceScale } from './reference-scale';

/** Candidates for each place in the sample. */
const candidates = 4;
/** Columns that are balanced; with more, hardly two candidates would have all categories in common. */
const mostColumns = 8;

/**
 * Draw keys for the sample of a table, once for all scales; undefined where no column has values of different
 * shares, and any keys are as good as others.
 */
export async function chooseDraws(
  connection: Connection,
  model: Model,
  table: string,
  size: number,
): Promise<readonly number[] | undefined> {
  const definition = model.table(table);
  const scale = referenceScale(definition);
  const key = ownColumn(definition, 'draw');
  const columns = [
    ...model
      .classDraws(table)
      .map(({ category, shares }) => ({ sql: category(`drawn.${key}`), shares })),
    ...definition.columns.flatMap((column) => categoriesOf(model, column, scale, 'drawn') ?? []),
  ].slice(0, mostColumns);
  if (columns.length === 0) return undefined;
  const source = realRows(1, size * candidates);
  const drawn = model.rowSelect(table, scale, source, { beside: [{ of: 'd', sqlName: key }] });
  const list = columns.map(({ sql }, k) => `${sql} as c${k}`).join(', ');
  const groups = columns.map((_, k) => `sorted.c${k}`).join(', ');
  const { rows } = await connection.query<{ categories: number[]; keys: string }>(
    `select array[${groups}]::int[] as categories, pg_catalog.string_agg(sorted.draw::text, ',') as keys
     from (select drawn.${key} as draw, ${list} from (${drawn}) as drawn) as sorted
     group by ${groups} order by ${groups}`,
  );
  const cells: Cell[] = rows.map(({ categories, keys }) => ({
    categories,
    // Read as one text: cut at its commas it would be a hundred thousand.
    keys: (JSON.parse(`[${keys}]`) as number[]).sort((a, b) => a - b),
  }));
  // A category that no candidate has cannot be balanced, and one that the model never has needs no share.
  const shares = columns.map(({ shares: wanted }, column) => {
    const met = new Set(cells.map(({ categories }) => categories[column]));
    const kept = wanted.map((share, category) => (met.has(category) ? share : 0));
    const sum = kept.reduce((total, share) => total + share, 0);
    return kept.map((share) => share / sum);
  });
  return balance(cells, shares, size);
}
