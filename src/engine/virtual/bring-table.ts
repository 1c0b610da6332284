import { leavesOf, readRelations } from './catalog/relations';
import type { VirtualContext } from './context';
import { growPartitions } from './partitions/grow-partitions';
import { partitionedTable } from './partitions/partitioned-table';
import { consecutiveRows } from './rows/row-subset';
import { physicalTables } from './storage/physical-tables';
import type { Known } from './tables/known';
import { isSmall, loadTable } from './tables/small-table';
import { makeVirtual } from './tables/virtual-table';

/** Brings a table of the model to a scale. */
export async function bringTable(
  context: VirtualContext,
  known: Known,
  table: string,
  scale: number,
): Promise<void> {
  const { connection, model } = context;
  const definition = model.table(table);
  const rows = definition.rows(scale);
  await known.standing.bring(
    table,
    `${rows} ${model.rowSelect(table, scale, 'rows')}`,
    async () => {
      if (await growPartitions(connection, definition, scale))
        known.relations = await readRelations(connection);
      const { relations } = known;
      const root = relations.find((relation) => relation.sqlName === definition.sqlName);
      if (root === undefined) return;
      const leaves = leavesOf(root, relations);
      const whole = { table, scale, root, leaves, relations };
      if (isSmall(context, definition, root, scale)) {
        physicalTables(context).forget(leaves);
        await loadTable(context, whole);
      } else if (root.kind === 'partitioned') {
        await partitionedTable(context, whole);
      } else {
        await makeVirtual(context, { table, scale, rowSubset: consecutiveRows(root, 1, rows) });
      }
    },
  );
}
