import { PlancliffError } from '../../errors';
import { ownWord } from '../../postgres/own-name';
import { dependenceOf } from '../dependence';
import type { DrawLabel, DrawnValue } from '../draw';
import {
  type ColumnParts,
  columnExpression,
  columnOf,
  type ModelParts,
  type TableParts,
} from '../column';
import { bigint } from '../sql-number';

/** Rows that are looked at, evenly over the table: as many as ANALYZE reads, or so. */
const looked = 20_000;

export interface FromRows {
  readonly parts: ModelParts;
  readonly table: TableParts;
  readonly column: ColumnParts;
  readonly scale: number;
  /** SQL of the value that a label draws from another column of the table. */
  readonly valueOf: (column: ColumnParts, label: DrawLabel) => string;
}

/** SQL of several values, or of a value that goes with others: those of real rows. */
export function fromRows(draw: DrawnValue, of: FromRows): string | undefined {
  if (draw.count !== undefined) return listOf(draw, draw.count, of);
  if (draw.row !== undefined) return inRow(draw, draw.row, of);
  return draw.after === undefined ? undefined : behind(draw, draw.after, of);
}

/** A select of columns `v0`, `v1`, … and the row number `i`, of rows that have a value in each. */
function rowsWith(
  columns: readonly ColumnParts[],
  where: readonly string[],
  of: Pick<FromRows, 'parts' | 'table' | 'scale'>,
): string {
  const { parts, table, scale } = of;
  const rows = parts.rows(table.name, scale);
  const count = Math.min(rows, looked);
  const step = count > 1 ? (rows - 1) / (count - 1) : 0;
  const name = ownWord(
    'rows',
    table.columns.map((each) => JSON.stringify(each.distribution)),
  );
  const row = { i: `${name}.i`, d: `${name}.i` };
  const list = columns.map(
    (column, k) => `${columnExpression(parts, table, column, scale, row)} as v${k}`,
  );
  const source = `select 1 + pg_catalog.round(k::float8 * ${step}::float8)::bigint as i from pg_catalog.generate_series(0, ${count - 1}) as g (k)`;
  const conditions = [...columns.map((_, k) => `drawn.v${k} is not null`), ...where];
  return `select drawn.* from (select ${name}.i, ${list.join(', ')} from (${source}) as ${name} offset 0) as drawn
    where ${conditions.join(' and ')}`;
}

/** How values are put into the order of a label; of equally common ones any, but always the same. */
function orderOf(label: DrawLabel, values: readonly string[]): string {
  const falling = label === 'common' || label === 'highest' ? ' desc' : '';
  const first = 'pg_catalog.hashint8extended(pg_catalog.min(r.i), 1::bigint)';
  return label === 'common' || label === 'rare'
    ? `pg_catalog.count(*)${falling}, ${first}`
    : `${values.map((value) => `${value}${falling}`).join(', ')}`;
}

/**
 * SQL of the texts of values that one row has, as an array: `fromRows` of each of them would look at the same rows once for
 * each. None of the draws has a condition.
 *
 * @param columns of the draws, in their order
 */
export function rowTexts(
  { draw: label, row = [] }: DrawnValue,
  columns: readonly ColumnParts[],
  of: Pick<FromRows, 'parts' | 'table' | 'scale'>,
): string {
  const all = row.map((name) => columnOf(of.table, name));
  const texts = columns.map(
    ({ name }) => `r.v${all.findIndex((each) => each.name === name)}::text`,
  );
  return ofFirst(`array[${texts.join(', ')}]`, label, all.length, rowsWith(all, [], of));
}

/** Selects `what` of the values `v0`, `v1`, … that are first in the order of a label, `count` values in each of `rows`. */
function ofFirst(what: string, label: DrawLabel, count: number, rows: string): string {
  const values = Array.from({ length: count }, (_, k) => `r.v${k}`);
  return `(select ${what} from (${rows}) as r group by ${values.join(', ')} order by ${orderOf(label, values)} limit 1)`;
}

function listOf({ draw: label }: DrawnValue, count: number, of: FromRows): string {
  const rows = rowsWith([of.column], [], of);
  return `array(select r.v0 from (${rows}) as r group by r.v0 order by ${orderOf(label, ['r.v0'])} limit ${count})::${of.column.type}[]`;
}

function inRow(
  { draw: label, where = {} }: DrawnValue,
  names: readonly string[],
  of: FromRows,
): string {
  const columns = names.map((name) => columnOf(of.table, name));
  const others = Object.entries(where).map(([name, by]) => ({
    column: columnOf(of.table, name),
    by,
  }));
  const place = columns.findIndex(({ name }) => name === of.column.name);
  const select = (conditions: readonly string[]) => {
    const rows = rowsWith([...columns, ...others.map(({ column }) => column)], conditions, of);
    return ofFirst(`r.v${place}`, label, columns.length, rows);
  };
  const conditions = others.map(
    ({ column, by }, k) => `drawn.v${columns.length + k} = ${of.valueOf(column, by)}`,
  );
  return conditions.length === 0
    ? select([])
    : // Where none of the rows that were looked at has these values.
      `coalesce(${select(conditions)}, ${of.valueOf(of.column, label)})`;
}

function behind({ draw: label, from }: DrawnValue, after: number, of: FromRows): string {
  const { parts, table, column, scale } = of;
  const model = {
    table(name: string) {
      const { sqlName, columns } = parts.tables.get(name) ?? table;
      return { name, sqlName, columns, rows: (at: number) => parts.rows(name, at) };
    },
  };
  const { rises } = dependenceOf(column.distribution, { model, table });
  if (!rises) {
    throw new PlancliffError('model', {
      message: `draw.near('${from}'): the column does not rise with the row number`,
      hint: 'Use it with serial(), time() or uuidV7(), or give the values yourself.',
    });
  }
  const rows = parts.rows(table.name, scale);
  const at = label === 'lowest' ? 0 : label === 'highest' ? 1 : label === 'rare' ? 0.75 : 0.5;
  const begin = Math.max(1, Math.ceil(at * rows));
  const number = `${bigint(Math.max(1, Math.min(rows, begin + after)))}::bigint`;
  return columnExpression(parts, table, column, scale, { i: number, d: number });
}
