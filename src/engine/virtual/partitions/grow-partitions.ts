import { createPartition } from '../../../model/partitions';
import type { TableModel } from '../../../model/types';
import { partitionNames } from '../../../postgres/catalog/partition-names';
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
  const existing = await partitionNames(connection, table.sqlName);
  const wanted = table.partitionsAt(scale);
  const statements = [
    ...existing
      .filter((name) => !wanted.some(({ sqlName }) => sqlName === name))
      .map((name) => `drop table ${name}`),
    ...wanted
      .filter(({ sqlName }) => !existing.includes(sqlName))
      .map((partition) => createPartition(table.sqlName, partition)),
  ];
  if (statements.length > 0) await connection.query(statements.join(';\n'));
  return statements.length > 0;
}
