import { createPartition } from '../../model/partitions';
import type { TableModel } from '../../model/types';
import { partitionNames } from '../../postgres/catalog/partition-names';
import type { Connection } from '../../postgres/types';

/** Creates the partitions that growing tables have at this scale and lack: each with the table's indexes and keys. */
export async function createPartitions(
  connection: Connection,
  tables: readonly TableModel[],
  scale: number,
): Promise<void> {
  for (const table of tables) {
    if (table.partitionsAt === undefined) continue;
    const there = new Set(await partitionNames(connection, table.sqlName));
    for (const partition of table.partitionsAt(scale)) {
      if (there.has(partition.sqlName)) continue;
      await connection.query(createPartition(table.sqlName, partition));
    }
  }
}

/** Drops the partitions that growing tables no longer have at this scale, and returns their names. */
export async function dropPartitions(
  connection: Connection,
  tables: readonly TableModel[],
  scale: number,
): Promise<ReadonlySet<string>> {
  const dropped = new Set<string>();
  for (const table of tables) {
    if (table.partitionsAt === undefined) continue;
    const wanted = new Set(table.partitionsAt(scale).map(({ sqlName }) => sqlName));
    for (const name of await partitionNames(connection, table.sqlName)) {
      if (wanted.has(name)) continue;
      await connection.query(`drop table ${name}`);
      dropped.add(name);
    }
  }
  return dropped;
}
