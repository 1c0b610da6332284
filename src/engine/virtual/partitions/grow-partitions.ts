import { createPartition } from '../../../model/partitions';
import type { TableModel } from '../../../model/types';
import type { Connection } from '../../../postgres/types';

/**
 * Gives a table that grows partitions those of this scale and no others. Returns whether anything changed.
 */
export async function growPartitions(
  connection: Connection,
  table: TableModel,
  scale: number,
): Promise<boolean> {
  if (table.partitionsAt === undefined) return false;
  const { rows } = await connection.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
     where i.inhparent = $1::regclass`,
    [table.sqlName],
  );
  const there = new Set(rows.map(({ name }) => name));
  const wanted = table.partitionsAt(scale);
  const missing = wanted.filter(({ sqlName }) => !there.has(sqlName));
  for (const { sqlName } of wanted) there.delete(sqlName);
  const statements = [
    ...[...there].map((name) => `drop table ${name}`),
    ...missing.map((partition) => createPartition(table.sqlName, partition)),
  ];
  if (statements.length > 0) await connection.query(statements.join(';\n'));
  return statements.length > 0;
}
