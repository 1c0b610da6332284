import type { DrawWindows } from '../../../model/types';
import type { ColumnModel, Model } from '../../../model/types';
import { ownColumn } from '../../../postgres/own-name';
import type { Relation } from '../catalog/relations';

/** Source of the real rows `from` to `to`, for `Model.rowSelect`. */
export function realRows(from: number, to: number): string {
  return `select g.i, g.i as d from pg_catalog.generate_series(${from}::bigint, ${to}::bigint) as g (i)`;
}

/** Source of sampled rows: their numbers are the parameter `$1`, their draw keys `$2`. */
export const sampledRows =
  'select s.i, s.d from rows from (pg_catalog.unnest($1::bigint[]), pg_catalog.unnest($2::bigint[])) as s (i, d)';

/** OID of bigint, src/include/catalog/pg_type.dat. */
const bigintType = 20;

/**
 * Whole numbers as a bigint[] in the binary format that `array_recv` (src/backend/utils/adt/arrayfuncs.c) reads: one
 * dimension, no nulls, from 1 on. pg sends a Buffer as binary. As text they would be made, and read, digit by digit.
 */
export function bigints(values: readonly number[]): Buffer {
  const dimensions = values.length === 0 ? [] : [values.length, 1];
  const header = [dimensions.length / 2, 0, bigintType, ...dimensions];
  const item = 12;
  const bytes = Buffer.allocUnsafe(4 * header.length + item * values.length);
  // Four times as fast as Buffer's own methods, which look at each value's range.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  header.forEach((word, k) => view.setInt32(4 * k, word));
  for (let k = 0; k < values.length; k += 1) {
    const value = values[k] as number;
    const at = 4 * header.length + item * k;
    view.setInt32(at, 8);
    view.setInt32(at + 4, Math.floor(value / 2 ** 32));
    view.setUint32(at + 8, value % 2 ** 32);
  }
  return bytes;
}

/** The same as the text of an SQL literal, without its quotes. */
export function bigintText(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

/** A column of an insertion that is made from others. Both are SQL. */
export interface ComputedColumn {
  readonly sqlName: string;
  readonly expression: string;
}

export interface Insertion {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly relation: Relation;
  /** A table with at least the columns of `relation`. */
  readonly into: string;
  readonly source: string;
  /** Values of a column are drawn from these parts only. */
  readonly windows?: DrawWindows;
  /** SQL that takes the place of a column's own value. */
  readonly instead?: (column: ColumnModel) => string | undefined;
  /** Only these columns; all where absent. */
  readonly only?: ReadonlySet<string>;
  /**
   * A further column that takes the rank of the row by its number, or by `order` and then by its number. Like those
   * that are computed it needs a name that no column of the relation has.
   */
  readonly numbered?: string;
  /** Further columns, of whose expressions the later see the earlier columns. */
  readonly computed?: readonly ComputedColumn[];
  /** SQL over all columns of the model that comes before the row number in the order of the rows. */
  readonly order?: string;
  /** Condition on the values to insert, by their columns' names. */
  readonly where?: string;
  /** Only so many of the rows that satisfy it. */
  readonly limit?: number;
}

/**
 * A select of the model's rows. Columns that the server counts up and the model leaves out get the row number,
 * as they would have had the rows been inserted one by one.
 */
export function selectRows(insertion: Insertion): {
  readonly columns: readonly string[];
  readonly select: string;
} {
  const { model, table, relation, scale, source, instead, only, numbered, order } = insertion;
  const { columns } = model.table(table);
  const rowNumber = ownColumn(relation, 'row_number');
  const inOrder = order === undefined ? '' : `order by ${order}, drawn.${rowNumber}`;
  const rank =
    order === undefined ? `drawn.${rowNumber}` : `pg_catalog.row_number() over (${inOrder})`;
  const known = new Set(columns.map((column) => column.name));
  const counted = relation.columns.filter((column) => column.counted && !known.has(column.name));
  const wanted = ({ name }: { readonly name: string }) => only === undefined || only.has(name);
  const values = [
    ...counted.filter(wanted).map(({ sqlName }) => [sqlName, `drawn.${sqlName}`] as const),
    ...columns
      .filter(wanted)
      .map((column) => [column.sqlName, instead?.(column) ?? `drawn.${column.sqlName}`] as const),
    ...(numbered === undefined ? [] : [[numbered, rank] as const]),
  ];
  const rows = model.rowSelect(table, scale, source, {
    windows: insertion.windows,
    beside: [rowNumber, ...counted.map(({ sqlName }) => sqlName)].map((sqlName) => ({
      of: 'i',
      sqlName,
    })),
  });
  const { computed = [], where, limit } = insertion;
  // OFFSET keeps the planner from merging the selects, and so from computing a value anew for each use of it.
  const given = `select ${values.map(([name, value]) => `${value} as ${name}`).join(', ')}
    from (${rows}) as drawn ${inOrder}${computed.length === 0 ? '' : ' offset 0'}`;
  const all = computed.reduce(
    (inner, { sqlName, expression }) =>
      `select given.*, (${expression}) as ${sqlName} from (${inner}) as given`,
    given,
  );
  return {
    columns: [...values.map(([name]) => name), ...computed.map(({ sqlName }) => sqlName)],
    select: `select given.* from (${all}) as given
      ${where === undefined ? '' : `where ${where}`} ${limit === undefined ? '' : `limit ${limit}`}`,
  };
}

/** An INSERT of the model's rows. */
export function insertRows(insertion: Insertion): string {
  const { columns, select } = selectRows(insertion);
  return `insert into ${insertion.into} (${columns.join(', ')}) overriding system value
    ${select}`;
}
