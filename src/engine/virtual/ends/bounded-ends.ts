import { quoteLiteral } from '../../../postgres/quote';
import type { BoundedEnds } from './end-rows';
import type { VirtualContext } from '../context';
import { bigintText } from '../rows/insert-rows';
import type { RowSubset } from '../rows/row-subset';
import { boundColumns } from '../catalog/bounds';
import { topic } from '../once';

/** Ends of partitions, by the draw keys of their rows. */
const endsByKeys = topic<Promise<BoundedEnds>>('database');

/** Draw keys whose values are looked at: about as many as ANALYZE looks at rows. */
const most = 30_000;

/**
 * The lowest and the highest values that a partition has of the columns of the partition key: the table's own may lie in
 * another. Only for keys that are drawn; where they follow the row number, the partition's first and last rows have them.
 */
export async function boundedEnds(context: VirtualContext, of: BoundedTable): Promise<BoundedEnds> {
  const { relation, keys, chosen } = of.rowSubset;
  if (!chosen || relation.bound === null) return new Map();
  return keys === undefined
    ? lookUp(context, of)
    : context.once(endsByKeys, keys, () => lookUp(context, of));
}

interface BoundedTable {
  readonly table: string;
  readonly scale: number;
  readonly rowSubset: RowSubset;
}

async function lookUp(
  { connection, model }: VirtualContext,
  { table, scale, rowSubset }: BoundedTable,
): Promise<BoundedEnds> {
  const { relation, keys, rows: count, first } = rowSubset;
  const leading = new Set(relation.indexes.map((index) => index.keys[0]));
  const led = new Set(
    relation.columns.flatMap(({ number, name }) => (leading.has(number) ? [name] : [])),
  );
  const columns = boundColumns(model.table(table), relation).filter(({ name }) => led.has(name));
  if (columns.length === 0) return new Map();
  const { positions, draws } =
    keys === undefined
      ? rowSubset.sample(count, most, Infinity)
      : { positions: keys.slice(0, most).map(() => first), draws: keys.slice(0, most) };
  const source = `select s.i, s.d from rows from (pg_catalog.unnest('${bigintText(positions)}'::bigint[]), pg_catalog.unnest('${bigintText(draws)}'::bigint[])) as s (i, d)`;
  const list = columns.map(
    ({ sqlName }) =>
      `(pg_catalog.array_agg(drawn.${sqlName}::text order by drawn.${sqlName}))[1],
       (pg_catalog.array_agg(drawn.${sqlName}::text order by drawn.${sqlName} desc nulls last))[1]`,
  );
  const { rows } = await connection.query<{ ends: readonly (string | null)[] }>(
    `select array[${list.join(', ')}] as ends from (${model.rowSelect(table, scale, source)}) as drawn`,
  );
  const ends = rows[0]?.ends ?? [];
  const literal = (text: string | null | undefined, type: string): string =>
    text == null ? 'null' : `${quoteLiteral(text)}::${type}`;
  return new Map(
    columns.map(({ name, type }, k) => [
      name,
      { lowest: literal(ends[2 * k], type), highest: literal(ends[2 * k + 1], type) },
    ]),
  );
}
