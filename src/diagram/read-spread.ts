import { quoteLiteral } from '../postgres/quote';
import type { Connection } from '../postgres/types';
import type { ColumnSpread } from './value-at';

interface Row {
  readonly type: string;
  readonly nulls: number;
  readonly common: readonly string[] | null;
  readonly shares: readonly number[] | null;
  readonly bounds: readonly string[] | null;
}

/**
 * What pg_stats says of a column, over all partitions where the table has them; undefined where ANALYZE stored nothing.
 *
 * @param table as SQL names it, without quotes
 */
export async function readSpread(
  connection: Pick<Connection, 'query'>,
  table: string,
  column: string,
): Promise<ColumnSpread | undefined> {
  const parts = table.split('.');
  const [schema, name] = parts.length > 1 ? parts : [undefined, table];
  const { rows } = await connection.query<Row>(`
    select pg_catalog.format_type(a.atttypid, a.atttypmod) as type, s.null_frac as nulls,
      s.most_common_vals::text::text[] as common, s.most_common_freqs as shares,
      s.histogram_bounds::text::text[] as bounds
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid
    join pg_catalog.pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
    where c.relname = ${quoteLiteral(name ?? table)} and a.attname = ${quoteLiteral(column)}
      and ${schema === undefined ? 'pg_catalog.pg_table_is_visible(c.oid)' : `n.nspname = ${quoteLiteral(schema)}`}
    order by s.inherited desc limit 1`);
  const [row] = rows;
  return (
    row && {
      type: row.type,
      nulls: row.nulls,
      common: (row.common ?? []).map((value, place) => ({
        value,
        share: row.shares?.[place] ?? 0,
      })),
      bounds: row.bounds ?? [],
    }
  );
}
