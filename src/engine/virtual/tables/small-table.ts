import type { VirtualContext } from '../context';
import { insertRows, realRows } from '../rows/insert-rows';
import { consecutiveRows } from '../rows/row-subset';
import type { TableModel } from '../../../model/types';
import type { Relation } from '../catalog/relations';
import { sampleSize } from '../statistics/plan-analyze-parents';
import { tableStatistics } from '../statistics/table-statistics';
import type { WholeTable } from './whole-table';
import { refill } from '../storage/refill';
import { vacuum } from '../../vacuum';
import { applyState } from '../storage/apply-state';
import { analyzedRows, stateOf } from '../../../scenario/table-state';

/** Whether ANALYZE reads all rows of a table: then it is really loaded. */
export function isSmall(
  context: VirtualContext,
  table: TableModel,
  relation: Relation,
  scale: number,
): boolean {
  return table.rows(scale) <= sampleSize(relation, context);
}

/**
 * Loads a table so small that ANALYZE reads all of it. A partitioned table comes with its partitions. Indexes are
 * built after the rows, as the seed engine does it, unless the condition has them grow row by row.
 */
export async function loadTable(
  context: VirtualContext,
  { table, scale, root, leaves }: WholeTable,
): Promise<void> {
  const { connection, model, condition } = context;
  const rows = model.table(table).rows(scale);
  const state = stateOf(condition, table);
  await refill(connection, [...new Set([root, ...leaves])], {
    grown: state.indexes === 'grown',
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
  await vacuum(connection, [root.sqlName]);
  const analyzed = analyzedRows(state, rows);
  const { bloat = 0, indexBloat = 0, notVisible = 0 } = state;
  if (analyzed === rows && bloat === 0 && indexBloat === 0 && notVisible === 0) return;
  if (analyzed !== rows) {
    await tableStatistics(context, table, root).set({
      scale,
      rowSubset: consecutiveRows(root, 1, rows),
      rows: analyzed,
      rowsPerPage: Infinity,
      spans: [{ relation: root, inherited: root.kind === 'partitioned', first: 1, last: rows }],
      monotonic: [],
    });
  }
  await applyState(context, state, leaves, () => analyzed / rows);
}
