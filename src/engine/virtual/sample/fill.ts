import type { ColumnModel, Model } from '../../../model/types';
import type { Relation } from '../relations';

/** Source of the real rows `from` to `to`, for `Model.rowSelect`. */
export function realRows(from: number, to: number): string {
  return `(select i, i as d from generate_series(${from}::bigint, ${to}::bigint) as i) as real_rows`;
}

/** Source of sampled rows: their numbers are the parameter `$1`, their draw keys `$2`. */
export const sampledRows = 'unnest($1::bigint[], $2::bigint[]) as sampled_rows (i, d)';

export interface Insertion {
  readonly model: Model;
  readonly table: string;
  readonly scale: number;
  readonly relation: Relation;
  /** A table with at least the columns of `relation`. */
  readonly into: string;
  readonly source: string;
  /** SQL that takes the place of a column's own value. */
  readonly instead?: (column: ColumnModel) => string | undefined;
  /** A further column that takes the row number. */
  readonly numbered?: string;
  /** Rows that a unique index refuses are left out. */
  readonly orSkip?: boolean;
}

/**
 * An INSERT of the model's rows. Columns that the server counts up and the model leaves out get the row
 * number, as they would have had the rows been inserted one by one.
 */
export function insertRows(insertion: Insertion): string {
  const { model, table, relation, into, scale, source, instead, numbered, orSkip } = insertion;
  const { columns } = model.table(table);
  const known = new Set(columns.map((column) => column.name));
  const counted = relation.columns.filter((column) => column.counted && !known.has(column.name));
  const extra = numbered === undefined ? [] : [numbered];
  const names = [...[...counted, ...columns].map((column) => column.sqlName), ...extra].join(', ');
  const values = [
    ...counted.map(() => 'plancliff_row_number'),
    ...columns.map((column) => instead?.(column) ?? column.sqlName),
    ...extra.map(() => 'plancliff_row_number'),
  ].join(', ');
  const rows = model.rowSelect(table, scale, source).replace(/^\s*select\s/i, '');
  return `insert into ${into} (${names}) overriding system value
    select ${values} from (select i as plancliff_row_number, ${rows}) as rows ${orSkip ? 'on conflict do nothing' : ''}`;
}
