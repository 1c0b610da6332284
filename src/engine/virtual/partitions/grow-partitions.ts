import type { TableModel } from '../../../model/types';
import { partitionNames } from '../../../postgres/catalog/partition-names';
import type { Connection } from '../../../postgres/types';
import { createPartitions } from './create-partitions';

/**
 * Gives a table that grows partitions those of this scale and no others. Returns whether anything changed.
 */
export async function growPartitions(
  connection: Connection,
  table: TableModel,
  scale: number,
): Promise<boolean> {
  if (table.partitionsAt === undefined) return false;
  const wanted = table.partitionsAt(scale);
  const existing = new Set(await partitionNames(connection, table.sqlName));
  const names = new Set(wanted.map(({ sqlName }) => sqlName));
  const obsolete = [...existing].filter((name) => !names.has(name));
  const missing = wanted.filter(({ sqlName }) => !existing.has(sqlName));
  const statements = [
    ...(obsolete.length > 0 ? [`drop table ${obsolete.join(', ')}`] : []),
    ...createPartitions(table.sqlName, missing),
  ];
  // One text is one transaction: no other session sees the table without some of its partitions.
  if (statements.length > 0) await connection.query(statements.join(';\n'));
  return statements.length > 0;
}
