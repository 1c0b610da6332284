import { sqlNameOf } from './fragments';
import type { Connection } from '../types';

/** The direct partitions of a table, or its children by inheritance, as SQL names them, in order of their creation. */
export async function partitionNames(
  connection: Connection,
  sqlName: string,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `select ${sqlNameOf()} as name
       from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where i.inhparent = $1::regclass::oid order by c.oid`,
    [sqlName],
  );
  return rows.map(({ name }) => name);
}
