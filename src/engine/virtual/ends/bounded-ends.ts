import { quoteLiteral } from '../../../postgres/quote';
import type { BoundedEnds } from './end-rows';
import type { LaneParts } from '../database';
import { bigintText } from '../rows/insert-rows';
import type { Stretch } from '../rows/row-subset';
import { boundColumns } from '../partitions/partition-levels';

/** Draw keys whose values are looked at: about as many as ANALYZE looks at rows. */
const most = 30_000;

/**
 * The lowest and the highest values that a partition has of the columns of the partition key: the table's own may lie in
 * another. Only for keys that are drawn; where they follow the row number, the partition's first and last rows have them.
 */
export async function boundedEnds(
  { connection, context: { model }, bounds }: LaneParts,
  {
    table,
    scale,
    stretch,
  }: { readonly table: string; readonly scale: number; readonly stretch: Stretch },
): Promise<BoundedEnds> {
  const { relation, keys, chosen, rows: count, first } = stretch;
  const none: BoundedEnds = new Map();
  if (!chosen || relation.bound === null) return none;
  const known = keys && bounds.get(keys);
  if (known !== undefined) return known;
  const leading = new Set(relation.indexes.map((index) => index.keys[0]));
  const led = new Set(
    relation.columns.flatMap(({ number, name }) => (leading.has(number) ? [name] : [])),
  );
  const columns = boundColumns(model.table(table), relation).filter(({ name }) => led.has(name));
  if (columns.length === 0) return none;
  const { positions, draws } =
    keys === undefined
      ? stretch.sample(count, most, Infinity)
      : { positions: keys.slice(0, most).map(() => first), draws: keys.slice(0, most) };
  const source = `select s.i, s.d from unnest('${bigintText(positions)}'::bigint[], '${bigintText(draws)}'::bigint[]) as s (i, d)`;
  const list = columns.map(
    ({ sqlName }) =>
      `(array_agg(drawn.${sqlName}::text order by drawn.${sqlName}))[1],
       (array_agg(drawn.${sqlName}::text order by drawn.${sqlName} desc nulls last))[1]`,
  );
  const { rows } = await connection.query<{ ends: readonly (string | null)[] }>(
    `select array[${list.join(', ')}] as ends from (${model.rowSelect(table, scale, source)}) as drawn`,
  );
  const ends = rows[0]?.ends ?? [];
  const literal = (text: string | null | undefined, type: string): string =>
    text == null ? 'null' : `${quoteLiteral(text)}::${type}`;
  const found: BoundedEnds = new Map(
    columns.map(({ name, type }, k) => [
      name,
      { lowest: literal(ends[2 * k], type), highest: literal(ends[2 * k + 1], type) },
    ]),
  );
  if (keys !== undefined) bounds.set(keys, found);
  return found;
}
