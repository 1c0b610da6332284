import { givenRows } from '../../engine/refusal/rows';
import type { Model, TableModel } from '../../model/types';
import { ownColumn } from '../../postgres/own-name';
import type { Connection } from '../../postgres/types';

/** Rows of one table that the model makes, and the values of its columns. */
export interface ShownTable {
  readonly table: string;
  /** Row count of the table. */
  readonly rows: number;
  /** Rows whose values were counted, evenly over the table. */
  readonly counted: number;
  readonly columns: readonly ShownColumn[];
  readonly shown: readonly ShownRow[];
}

export interface ShownColumn {
  readonly name: string;
  readonly type: string;
  /** Different values among the counted rows. */
  readonly distinct: number;
  /** The most frequent values, each as text, null for NULL, with its share of the counted rows. */
  readonly values: readonly { readonly value: string | null; readonly share: number }[];
}

export interface ShownRow {
  /** Number of the row, from 1. */
  readonly row: number;
  readonly values: readonly (string | null)[];
}

const mostCounted = 20_000;
const mostValues = 5;

/**
 * Reads real rows of a table at a row count, computed on the server from their numbers. The server's refusal of a value
 * comes through.
 *
 * @param scale rows of the driving table
 * @param limit rows to show
 */
export async function readRows(
  { connection, model }: { readonly connection: Connection; readonly model: Model },
  table: TableModel,
  { scale, limit }: { readonly scale: number; readonly limit: number },
): Promise<ShownTable> {
  const rows = table.rows(scale);
  const number = ownColumn(table, 'number');
  const select = model.rowSelect(table.name, scale, givenRows, {
    beside: [{ of: 'i', sqlName: number }],
  });
  const positions = shownPositions(rows, limit);
  const list = table.columns.map(({ sqlName }) => `drawn.${sqlName}::text`).join(', ');
  const { rows: shown } = await connection.query<ShownRow>(
    `select drawn.${number}::float8 as row, array[${list}] as values from (${select}) as drawn order by 1`,
    [positions, positions],
  );
  const counted = spread(1, rows, Math.min(rows, mostCounted));
  const columns: ShownColumn[] = [];
  for (const { name, type } of table.columns) {
    const values = model.columnSelect(table.name, name, scale, givenRows);
    const { rows: found } = await connection.query<{
      value: string | null;
      count: number;
      distinct: number;
    }>(
      `select v.value::text as value, pg_catalog.count(*)::int as count, pg_catalog.count(v.value::text) over ()::int as distinct
       from (${values}) as v group by v.value::text order by 2 desc, 1 limit ${mostValues}`,
      [counted, counted],
    );
    columns.push({
      name,
      type,
      distinct: found[0]?.distinct ?? 0,
      values: found.map(({ value, count }) => ({ value, share: count / counted.length })),
    });
  }
  return { table: table.name, rows, counted: counted.length, columns, shown };
}

/** The first and the last rows, a third each, and some evenly between them. */
export function shownPositions(rows: number, limit: number): readonly number[] {
  if (rows <= limit) return spread(1, rows, rows);
  const ends = Math.ceil(limit / 3);
  const last = Math.min(ends, limit - ends);
  const between = limit - ends - last;
  const step = (rows - ends - last) / (between + 1);
  return [
    ...spread(1, ends, ends),
    ...Array.from({ length: between }, (_, k) => ends + Math.round((k + 1) * step)),
    ...spread(rows - last + 1, rows, last),
  ];
}

/** `count` numbers, evenly from the first to the last. */
function spread(first: number, last: number, count: number): readonly number[] {
  const step = count > 1 ? (last - first) / (count - 1) : 0;
  return Array.from({ length: count }, (_, k) => first + Math.round(k * step));
}
