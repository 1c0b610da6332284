import type { VirtualContext } from '../context';
import { leaveEmpty } from '../storage/refill';
import type { WantedTable } from '../storage/table-image';
import { physicalTables } from '../storage/physical-tables';
import type { WholeTable } from '../tables/whole-table';
import { measureOf, wantedTable } from '../tables/virtual-table';
import { analyzedRows, stateOf } from '../../../scenario/table-state';
import { partitionShares } from './partition-shares';
import { partitionStatistics } from './partition-statistics';

/** Makes each partition a virtual table of its own share of the rows, and the whole one of all of them. */
export async function partitionedTable(context: VirtualContext, of: WholeTable): Promise<void> {
  const { connection, model, condition } = context;
  const { table, scale, leaves } = of;
  const rows = model.table(table).rows(scale);
  const analyzed = analyzedRows(stateOf(condition, table), rows);
  const shares = await partitionShares(context, of, analyzed);
  const [first] = shares;
  if (first === undefined) return;
  const { rowsPerPage } = await measureOf(context, { table, scale, rowSubset: first.rowSubset });
  await partitionStatistics(context, { of, shares, rowsPerPage, analyzed });
  const wanted: WantedTable[] = [];
  for (const share of shares) {
    const { rowSubset } = share;
    wanted.push(await wantedTable(context, { table, scale, rowSubset }, share.analyzed));
  }
  await physicalTables(context).stand(wanted);
  const filled = new Set(shares.map(({ rowSubset }) => rowSubset.relation));
  const empty = leaves.filter((leaf) => !filled.has(leaf));
  // TRUNCATE gives them other files, and removes the segments that it finds of the old ones.
  physicalTables(context).forget(empty);
  await leaveEmpty(connection, empty);
}
