import type { LaneParts } from '../database';
import { insertRows, realRows } from '../rows/insert-rows';
import { unbroken } from '../rows/row-subset';
import type { PartitionedTable } from '../partitions/partitioned-table';
import { refill } from '../storage/refill';
import { vacuum } from '../storage/vacuum';
import { wear } from '../storage/apply-condition';

/**
 * Loads a table so small that ANALYZE reads all of it. A partitioned table comes with its partitions. Indexes are
 * built after the rows, as the seed engine does it: built row by row they would be larger.
 */
export async function loadTable(
  parts: LaneParts,
  { table, scale, root, leaves, statisticsOf }: PartitionedTable,
): Promise<void> {
  const { context, connection } = parts;
  const { model, condition } = context;
  const rows = model.table(table).rows(scale);
  await refill(connection, [...new Set([root, ...leaves])], {
    rows: [
      insertRows({
        model,
        table,
        scale,
        relation: root,
        into: root.sqlName,
        source: realRows(1, rows),
      }),
    ],
  });
  await vacuum(connection, root, [root, ...leaves]);
  const { stale = 1, bloat = 0, notVisible = 0 } = condition;
  if (stale === 1 && bloat === 0 && notVisible === 0) return;
  const analyzed = Math.max(1, Math.round(rows / stale));
  if (stale !== 1) {
    await statisticsOf(root).set({
      scale,
      stretch: unbroken(root, 1, rows),
      rows: analyzed,
      rowsPerPage: Infinity,
      spans: [{ relation: root, inherited: root.kind === 'partitioned', first: 1, last: rows }],
      rising: [],
    });
  }
  await wear(parts, leaves, () => analyzed / rows);
}
