import { quoteIdent } from '../../postgres/quote';
import type { Evaluated } from './find-column';
import { givenRows, type ModelRows } from './rows';
import { isServerError, type ServerError } from '../../postgres/server-error';

/** An expression of the schema over the model's columns that fails. */
export interface RefusedExpression {
  /** As `generated column total`, `index orders_total_idx`. */
  readonly object: string;
  readonly expression: string;
  readonly error: ServerError;
}

/** Evaluates the schema's own expressions over the rows: generated columns, indexes, their predicates and checks. */
export async function findExpression(
  of: Evaluated,
  rows: ModelRows,
  code: string,
): Promise<RefusedExpression | undefined> {
  const { connection, model, table, scale } = of;
  const { sqlName, name } = model.table(table);
  const { rows: expressions } = await connection.query<Omit<RefusedExpression, 'error'>>(
    `select 'generated column ' || pg_catalog.quote_ident(a.attname) as object, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as expression
       from pg_catalog.pg_attrdef d join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      where d.adrelid = $1::regclass::oid and a.attgenerated <> ''
     union all
     select 'index ' || i.indexrelid::regclass::text, pg_catalog.pg_get_indexdef(i.indexrelid, k, true)
       from pg_catalog.pg_index i, pg_catalog.generate_series(1, i.indnkeyatts) as k
      where i.indrelid = $1::regclass::oid and i.indkey[k - 1] = 0
     union all
     select 'index ' || i.indexrelid::regclass::text, pg_catalog.pg_get_expr(i.indpred, i.indrelid)
       from pg_catalog.pg_index i where i.indrelid = $1::regclass::oid and i.indpred is not null
     union all
     select 'check constraint ' || pg_catalog.quote_ident(c.conname), pg_catalog.pg_get_expr(c.conbin, c.conrelid)
       from pg_catalog.pg_constraint c where c.conrelid = $1::regclass::oid and c.contype = 'c'`,
    [sqlName],
  );

  const drawn = model.rowSelect(table, scale, givenRows);
  for (const { object, expression } of expressions) {
    try {
      await connection.query(
        `select pg_catalog.count((${expression})) from (${drawn} offset 0) as ${quoteIdent(name.split('.').at(-1) ?? name)}`,
        [rows.positions, rows.draws],
      );
    } catch (error) {
      if (!isServerError(error)) throw error;
      if (error.code === code) return { object, expression, error };
    }
  }
  return undefined;
}
