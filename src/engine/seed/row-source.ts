import { quoteIdent } from '../../postgres/quote';
import type { Model, TableModel } from '../../model/types';

/** One table's rows at one scale. */
export interface RowSource {
  /** As the author wrote it, for progress. */
  readonly name: string;
  /** Inserts the row numbers `$1` to `$2`. */
  readonly insert: string;
  readonly rows: number;
}

/** Row numbers as `Model.rowSelect` wants them: real rows draw by their own number. */
export function rowNumbers(first: string, last: string): string {
  return `select g.i, g.i as d from pg_catalog.generate_series(${first}::bigint, ${last}::bigint) as g (i)`;
}

/** The one statement that fills a table: nothing passes through the client. */
export function rowSource(model: Model, table: TableModel, scale: number): RowSource {
  const columns = table.columns.map(({ name }) => quoteIdent(name)).join(', ');
  const select = model.rowSelect(table.name, scale, rowNumbers('$1', '$2'));
  return {
    name: table.name,
    insert: `insert into ${table.sqlName} (${columns}) overriding system value ${select}`,
    rows: table.rows(scale),
  };
}
