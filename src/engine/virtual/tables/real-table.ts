import type { LaneParts } from '../lane';
import type { Relation } from '../relations';
import { insertRows, realRows } from '../sample/fill';
import { emptied } from './emptied';

/**
 * Loads a table so small that ANALYZE reads all of it. A partitioned table comes with its partitions.
 *
 * Indexes are built after the rows, as the seed engine does it: built row by row they would be larger. Not
 * ready, they take no rows, and REINDEX makes them ready (reindex_index, src/backend/catalog/index.c).
 */
export async function loadTable(
  { context: { model }, connection }: LaneParts,
  table: string,
  root: Relation,
  leaves: readonly Relation[],
  scale: number,
): Promise<void> {
  const rows = model.table(table).rows(scale);
  const oids = leaves.map((leaf) => leaf.oid).join(', ');
  await emptied(
    connection,
    [...new Set([root, ...leaves])],
    [
      `update pg_index set indisready = false where indrelid in (${oids})`,
      insertRows({
        model,
        table,
        scale,
        relation: root,
        into: root.sqlName,
        source: realRows(1, rows),
      }),
      ...leaves.map((leaf) => `reindex table ${leaf.sqlName}`),
    ],
  );
  await connection.query(`vacuum (analyze) ${root.sqlName}`);
}
